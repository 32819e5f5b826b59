//go:build !abcistream_static

package abcistream

// #cgo pkg-config: abcistream
import "C"
