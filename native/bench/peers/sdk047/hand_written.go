package main

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"os"
	"path/filepath"
	"time"
)

// handWritten is the least that a Go program can do for the data file, without the metadata: it
// encodes each pair when it comes, into buffers that are used again, and writes them at once.
type handWritten struct {
	dir     string
	fsync   bool
	stores  []string
	encoded [][]byte
	file    []byte
}

func newHandWritten(w *workload, dir string, fsync bool) *handWritten {
	return &handWritten{dir: dir, fsync: fsync, stores: w.stores, encoded: make([][]byte, len(w.stores))}
}

func (h *handWritten) stream(b *block, height int64) (time.Duration, error) {
	begun := time.Now()
	for i := range h.encoded {
		h.encoded[i] = h.encoded[i][:0]
	}
	for i := range b.pairs {
		p := &b.pairs[i]
		h.encoded[p.store] = appendPair(h.encoded[p.store], h.stores[p.store], p)
	}
	h.file = append(h.file[:0], make([]byte, 8)...)
	for _, encoded := range h.encoded {
		h.file = append(h.file, encoded...)
	}
	binary.BigEndian.PutUint64(h.file, uint64(len(h.file)-8))
	err := h.write(filepath.Join(h.dir, fmt.Sprintf("block-%d-data", height)))
	return time.Since(begun), err
}

func (h *handWritten) write(name string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if _, err := f.Write(h.file); err != nil {
		f.Close()
		return err
	}
	if h.fsync {
		if err := f.Sync(); err != nil {
			f.Close()
			return err
		}
	}
	return f.Close()
}

func varintSize(n int) int { return (bits.Len(uint(n)|1) + 6) / 7 }

func fieldSize(n int) int { return 1 + varintSize(n) + n }

func appendField(to []byte, number byte, size int) []byte {
	return binary.AppendUvarint(append(to, number<<3|2), uint64(size))
}

// appendPair appends a StoreKVPair with its length before it.
func appendPair(to []byte, store string, p *pair) []byte {
	size := fieldSize(len(store)) + fieldSize(len(p.key))
	if p.isDelete {
		size += 2
	}
	if len(p.value) > 0 {
		size += fieldSize(len(p.value))
	}
	to = binary.AppendUvarint(to, uint64(size))
	to = append(appendField(to, 1, len(store)), store...)
	if p.isDelete {
		to = append(to, 2<<3, 1)
	}
	to = append(appendField(to, 3, len(p.key)), p.key...)
	if len(p.value) > 0 {
		to = append(appendField(to, 4, len(p.value)), p.value...)
	}
	return to
}
