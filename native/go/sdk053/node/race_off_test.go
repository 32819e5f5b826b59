//go:build !race

package main

// raceDetector has the nodes built as the tests are.
const raceDetector = false
