//go:build abcistream_static

package abcistream

// The archive comes before what pkg-config adds, and leaves nothing for the shared library to be needed for.

// #cgo pkg-config: --static abcistream
// #cgo LDFLAGS: -Wl,--as-needed -l:libabcistream.a
import "C"
