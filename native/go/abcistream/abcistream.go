// Package abcistream streams the state of a blockchain node that is written in Go to Java services (ADR-038), which run
// in a JVM inside the node's own process.
//
// A node opens a [Stream], calls the listener hooks as a block is executed, then [Stream.ListenCommit]:
//
//	stream, err := abcistream.Open(abcistream.Options{Home: home, Config: appToml, Stores: []string{"acc", "bank"}})
//	...
//	stream.ListenBeginBlock(request, response)
//	stream.ListenDeliverTx(request, response)   // once a transaction
//	stream.ListenEndBlock(request, response)
//	stream.OnWrite(bank, key, value, false)     // once a changed key
//	stream.ListenCommit(height, appHash, response)
//
// A node of Cosmos SDK v0.50 and later calls [Stream.ListenFinalizeBlock] once in place of begin, deliver and end.
//
// The package binds the C library libabcistream, whose header abcistream/abcistream.h is the reference for what each
// hook takes and refuses. It is found by pkg-config; the build tag abcistream_static links libabcistream.a in its place,
// so that a node brings the library along.
//
// # Goroutines
//
// Methods of one stream are called by one goroutine at a time, whichever it is and on whichever thread it runs, but for
// [Stream.Describe], which may be called at any time. Different streams are independent.
//
// # Bytes
//
// Keys, values and messages are read during the call and not kept: neither the library nor a service ever sees memory of
// Go's. Writes are encoded by Go into memory of the library's; they cost no call into C.
//
// # Signals
//
// The JVM shares the process with Go's runtime, which keeps its signals: a panic for a nil pointer can be recovered, and
// os/signal, os/exec and runtime/pprof work as without a JVM.
package abcistream

/*
#include "binding.h"
*/
import "C"

// Version is the version of the library, such as "0.1.0".
func Version() string { return C.GoString(C.abcistream_version()) }
