package abcistream

/*
#include <stdlib.h>

#include "binding.h"
*/
import "C"

import (
	"runtime/cgo"
	"sync"
	"unsafe"
)

// Stream is an open stream. See the package's documentation for which goroutine may call what.
type Stream struct {
	native *C.abcistream
	// Filled by C when a call fails, and read before the next one. C's memory, so that no call needs any of Go's.
	failure *C.abcistream_error
	stores  []store // by handle
	room    room
	log     cgo.Handle // 0 = none

	closing sync.RWMutex // held for reading by Describe, whose stream must not go away meanwhile
}

// Open starts the JVM, or joins the one that the process already runs, loads the services that the config names, and
// returns when every one of them is ready. Its errors have the statuses Config, JVMNotFound, JVMStart, JVMOptions,
// ServiceFailed, Timeout (a service's constructor took longer than start-timeout), InvalidArgument, NoMemory and JVMGone.
func Open(options Options) (*Stream, error) {
	var texts optionStrings
	defer texts.free()
	native := texts.native(&options)
	if texts.failure != nil {
		return nil, texts.failure
	}
	s := &Stream{failure: (*C.abcistream_error)(C.malloc(C.sizeof_abcistream_error))}
	if options.Log != nil {
		s.log = cgo.NewHandle(options.Log)
	}
	s.native = C.abcistream_go_open(&native, C.uintptr_t(s.log), s.failure)
	if s.native == nil {
		defer s.release()
		return nil, s.lastFailure()
	}
	s.stores = make([]store, len(options.Stores))
	for i, name := range options.Stores {
		if C.abcistream_listens(s.native, C.uint32_t(i)) {
			s.stores[i] = newStore(name)
		}
	}
	return s, nil
}

// release gives back what Go has allocated for the stream.
func (s *Stream) release() {
	C.free(unsafe.Pointer(s.failure))
	if s.log != 0 {
		s.log.Delete()
	}
}

// Close closes the stream: the services finish what they have, for no longer than close-timeout, and are closed. An
// error with the status Timeout names those that had not finished. The stream is closed in every case; the JVM stays, for
// a later Open. A second Close does nothing.
func (s *Stream) Close() error {
	s.closing.Lock()
	defer s.closing.Unlock()
	if s.native == nil {
		return nil
	}
	err := s.check(C.abcistream_close(s.native, s.failure))
	s.native, s.stores, s.room = nil, nil, room{}
	s.release()
	return err
}

// errClosed is returned by every hook of a closed stream.
var errClosed = &Error{StatusClosed, "the stream has been closed; open another one"}

// check turns a status into an error.
func (s *Stream) check(status C.abcistream_status) error {
	if status == C.ABCISTREAM_OK {
		return nil
	}
	return s.lastFailure()
}

func (s *Stream) lastFailure() error {
	return &Error{Status(s.failure.status), C.GoString(&s.failure.message[0])}
}

// view is the address and the size of a slice.
func view(b []byte) (*C.uint8_t, C.size_t) {
	return (*C.uint8_t)(unsafe.SliceData(b)), C.size_t(len(b))
}

// ListenBeginBlock begins a block, with the messages RequestBeginBlock and ResponseBeginBlock. A second begin before the
// commit drops what was gathered and begins anew; where writes had come before the first one it is refused (OutOfOrder),
// since they could belong to either: AbandonBlock first.
func (s *Stream) ListenBeginBlock(req, res []byte) error {
	return s.begin(C.abcistream_go_hook(C.abcistream_listen_begin_block), req, res)
}

// ListenDeliverTx is one transaction, after the begin: RequestDeliverTx and ResponseDeliverTx.
func (s *Stream) ListenDeliverTx(req, res []byte) error {
	return s.listen(C.abcistream_go_hook(C.abcistream_listen_deliver_tx), req, res)
}

// ListenEndBlock comes once, after the last transaction, with RequestEndBlock and ResponseEndBlock.
func (s *Stream) ListenEndBlock(req, res []byte) error {
	return s.listen(C.abcistream_go_hook(C.abcistream_listen_end_block), req, res)
}

// ListenFinalizeBlock, of Cosmos SDK v0.50 and later, takes the place of begin, deliver and end, with
// RequestFinalizeBlock and ResponseFinalizeBlock. A second one is treated as a second ListenBeginBlock is.
func (s *Stream) ListenFinalizeBlock(req, res []byte) error {
	return s.begin(C.abcistream_go_hook(C.abcistream_listen_finalize_block), req, res)
}

// begin calls a hook that may drop the block before.
func (s *Stream) begin(hook C.abcistream_go_hook, req, res []byte) error {
	err := s.listen(hook, req, res)
	s.forgetRooms()
	return err
}

func (s *Stream) listen(hook C.abcistream_go_hook, req, res []byte) error {
	if err := s.settle(); err != nil {
		return err
	}
	request, requestSize := view(req)
	response, responseSize := view(res)
	return s.check(C.abcistream_go_listen(hook, s.native, request, requestSize, response, responseSize, s.failure))
}

// ListenCommit tells that the node has committed the block. It publishes the block to the services and waits for those
// that must be durable first, each for at most its timeout.
//
// The height is above that of the commit before. The app hash is ResponseCommit.Data (v0.47) or
// ResponseFinalizeBlock.AppHash; without one, a block that comes again after a restart is streamed again, since it cannot
// be told from another block of that height. The response is the ResponseCommit.
//
// With ServiceFailed and Timeout the node should stop; the block has reached the other services. With OutOfOrder, Height,
// InvalidArgument and NoMemory nothing was published. There are JVMGone and Closed too.
func (s *Stream) ListenCommit(height int64, appHash, response []byte) error {
	if err := s.settle(); err != nil {
		return err
	}
	hash, hashSize := view(appHash)
	message, messageSize := view(response)
	status := C.abcistream_go_commit(s.native, C.int64_t(height), hash, hashSize, message, messageSize, s.failure)
	s.forgetRooms()
	return s.check(status)
}

// AbandonBlock drops everything gathered since the last commit.
func (s *Stream) AbandonBlock() error {
	if err := s.settle(); err != nil {
		return err
	}
	s.forgetRooms()
	return s.check(C.abcistream_abandon_block(s.native, s.failure))
}

// Listens tells whether any service wants this store. Writes to the others cost next to nothing.
func (s *Stream) Listens(store uint32) bool {
	return int64(store) < int64(len(s.stores)) && s.stores[store].isWanted()
}

// LastHeight is the lowest of the heights up to which each service has everything durable; services without progress are
// left out, and 0 is none. A node that can, rolls back to it at its start.
func (s *Stream) LastHeight() (int64, error) {
	if err := s.settle(); err != nil {
		return 0, err
	}
	var height C.int64_t
	err := s.check(C.abcistream_last_height(&height, s.native, s.failure))
	return int64(height), err
}

// Describe describes the library, its JVM and the stream as one JSON object; abcistream.h tells its fields. A closed
// stream is left out of it.
func (s *Stream) Describe() string {
	s.closing.RLock()
	defer s.closing.RUnlock()
	text := make([]byte, 4096)
	for {
		// What is described may grow from call to call.
		size := int(C.abcistream_describe((*C.char)(unsafe.Pointer(&text[0])), C.size_t(len(text)), s.native))
		if size < len(text) {
			return string(text[:size])
		}
		text = make([]byte, 2*size)
	}
}
