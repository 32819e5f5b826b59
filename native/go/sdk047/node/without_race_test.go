//go:build !race

package main

// raceEnabled has the nodes built as the tests are.
const raceEnabled = false
