package abcistream

/*
#include "binding.h"
*/
import "C"

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// The tags of the fields of StoreKVPair: a number, and the wire type varint (0) or bytes (2).
const (
	tagStoreKey = 1<<3 | 2
	tagDelete   = 2 << 3
	tagKey      = 3<<3 | 2
	tagValue    = 4<<3 | 2
)

// The library takes memory for a store in chunks of these sizes, each four times the one before. Asked for just that
// much, it gives whole chunks, and none of them is wasted.
const (
	smallestChunk = 16 << 10
	largestChunk  = 1 << 20
)

// store is what is known of one of the node's stores.
type store struct {
	prefix []byte // the field store_key, which every pair begins with; nil where no service wants the store
	left   int    // what was left behind the last write of the block, in bytes
	chunk  int    // how much to ask for when that does not do
}

func newStore(name string) store {
	prefix := append(binary.AppendUvarint([]byte{tagStoreKey}, uint64(len(name))), name...)
	return store{prefix: prefix, chunk: smallestChunk}
}

func (s *store) isWanted() bool { return s.prefix != nil }

// room is the library's memory that the writes of one store go to, until another store is written to, the room is full,
// or another hook comes. The library learns of the writes only then.
type room struct {
	store   uint32
	memory  []byte // as long as the room
	used    int
	pairs   uint64
	deletes uint64
}

// uvarintSize is how many bytes the varint takes, seven bits in each.
func uvarintSize(value int) int { return (bits.Len(uint(value)|1) + 6) / 7 }

func fieldSize(bytes []byte) int { return 1 + uvarintSize(len(bytes)) + len(bytes) }

func appendField(to []byte, tag byte, bytes []byte) []byte {
	return append(binary.AppendUvarint(append(to, tag), uint64(len(bytes))), bytes...)
}

// OnWrite tells that one key of a store was set or deleted. It is legal at any moment between two commits; the order of
// the writes of a store is kept. The store is an index of Options.Stores; the key has at least one byte; a value that is
// empty is no delete. The errors are InvalidArgument (also for more than 1 GiB), NoMemory and Closed.
func (s *Stream) OnWrite(store uint32, key, value []byte, isDelete bool) error {
	if int64(store) >= int64(len(s.stores)) {
		return s.writeByCall(store, key, value, isDelete)
	}
	to := &s.stores[store]
	if !to.isWanted() {
		return nil
	}
	body := len(to.prefix) + fieldSize(key)
	if len(value) > 0 {
		body += fieldSize(value)
	}
	if isDelete {
		body += 2
	}
	// What the library refuses, and what has a chunk of its own, is the library's.
	if len(key) == 0 || body > largestChunk {
		return s.writeByCall(store, key, value, isDelete)
	}
	if need := uvarintSize(body) + body; s.room.store != store || need > len(s.room.memory)-s.room.used {
		if err := s.makeRoom(store, need); err != nil {
			return err
		}
	}
	s.room.append(to.prefix, body, key, value, isDelete)
	return nil
}

// append writes one pair in the canonical encoding, for which there is room: no append below allocates.
func (r *room) append(prefix []byte, body int, key, value []byte, isDelete bool) {
	to := binary.AppendUvarint(r.memory[:r.used], uint64(body))
	to = append(to, prefix...)
	if isDelete {
		to = append(to, tagDelete, 1)
		r.deletes++
	}
	to = appendField(to, tagKey, key)
	if len(value) > 0 {
		to = appendField(to, tagValue, value)
	}
	r.used = len(to)
	r.pairs++
}

// writeByCall leaves a write to the library's own encoder, and says what it says.
func (s *Stream) writeByCall(store uint32, key, value []byte, isDelete bool) error {
	if err := s.settle(); err != nil {
		return err
	}
	keyData, keySize := view(key)
	valueData, valueSize := view(value)
	return s.check(C.abcistream_go_write(s.native, C.uint32_t(store), keyData, keySize, valueData, valueSize,
		C.bool(isDelete), s.failure))
}

// makeRoom has room for so many bytes of the store: what is left of its chunk where that does, else a chunk.
func (s *Stream) makeRoom(store uint32, need int) error {
	if err := s.settle(); err != nil {
		return err
	}
	to := &s.stores[store]
	size := to.left
	if size < need {
		size = max(to.chunk, need)
		to.chunk = min(4*to.chunk, largestChunk)
	}
	memory := C.abcistream_go_reserve(s.native, C.uint32_t(store), C.size_t(size), s.failure)
	if memory == nil {
		return s.lastFailure()
	}
	s.room = room{store: store, memory: unsafe.Slice((*byte)(memory), size)}
	return nil
}

// settle tells the library of the writes that it does not know of yet, and gives the room back. Before every call on the
// stream; so this is where a closed one is found.
func (s *Stream) settle() error {
	if s.native == nil {
		return errClosed
	}
	full := s.room
	if full.pairs == 0 {
		return nil
	}
	s.room = room{}
	s.stores[full.store].left = len(full.memory) - full.used
	return s.check(C.abcistream_advance(s.native, C.uint32_t(full.store), C.size_t(full.used), C.uint64_t(full.pairs),
		C.uint64_t(full.deletes), s.failure))
}

// forgetRooms begins anew where the block is another one: its memory has gone with it.
func (s *Stream) forgetRooms() {
	for i := range s.stores {
		s.stores[i].left, s.stores[i].chunk = 0, smallestChunk
	}
}
