package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"os"

	abci "github.com/cometbft/cometbft/abci/types"
)

// The records of a trace; see native/examples/traces/format.md.
const (
	beginBlock = 1
	deliverTx  = 2
	endBlock   = 3
	commit     = 4
	write      = 5
)

const (
	keySize             = 40
	transactionSize     = 300
	pairsPerTransaction = 10
)

type pair struct {
	store      int
	key, value []byte
	isDelete   bool
}

type block struct {
	begin       abci.RequestBeginBlock
	beginResult abci.ResponseBeginBlock
	txs         []abci.RequestDeliverTx
	txResults   []abci.ResponseDeliverTx
	end         abci.RequestEndBlock
	endResult   abci.ResponseEndBlock
	pairs       []pair
	commit      abci.ResponseCommit
}

type workload struct {
	stores []string
	blocks []*block
}

func newWorkload(trace string, pairs, value, stores int) (*workload, error) {
	if trace != "" {
		return readTrace(trace)
	}
	return makeWorkload(pairs, value, stores), nil
}

// makeWorkload makes one block, of the same sizes as the benchmark's own.
func makeWorkload(pairs, value, stores int) *workload {
	random := rand.New(rand.NewSource(1))
	some := func(size int) []byte {
		b := make([]byte, size)
		random.Read(b)
		return b
	}
	w := &workload{}
	for i := range stores {
		w.stores = append(w.stores, fmt.Sprintf("store%04d", i))
	}
	b := &block{commit: abci.ResponseCommit{Data: some(32)}}
	for range pairs / pairsPerTransaction {
		b.txs = append(b.txs, abci.RequestDeliverTx{Tx: some(transactionSize)})
		b.txResults = append(b.txResults, abci.ResponseDeliverTx{Data: some(36), GasWanted: 200000, GasUsed: 123456})
	}
	for i := range pairs {
		b.pairs = append(b.pairs, pair{store: i * stores / pairs, key: some(keySize), value: some(value)})
	}
	w.blocks = []*block{b}
	return w
}

// A reader of little-endian fields, which remembers that the end came too early.
type reader struct {
	rest []byte
	err  error
}

func (r *reader) take(size int) []byte {
	if size > len(r.rest) {
		r.err, r.rest = io.ErrUnexpectedEOF, nil
		return make([]byte, min(size, 8))
	}
	taken := r.rest[:size:size]
	r.rest = r.rest[size:]
	return taken
}

func (r *reader) blob() []byte { return r.take(int(binary.LittleEndian.Uint32(r.take(4)))) }

func (r *reader) message(m interface{ Unmarshal([]byte) error }) {
	r.err = errors.Join(r.err, m.Unmarshal(r.blob()))
}

func readTrace(name string) (*workload, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if unpacked, err := gzip.NewReader(bytes.NewReader(content)); err == nil {
		if content, err = io.ReadAll(unpacked); err != nil {
			return nil, err
		}
	}
	w, index, b := &workload{}, map[string]int{}, &block{}
	for r := (&reader{rest: content}); len(r.rest) > 0; {
		switch kind := r.take(1)[0]; kind {
		case beginBlock:
			r.message(&b.begin)
			r.message(&b.beginResult)
		case deliverTx:
			b.txs = append(b.txs, abci.RequestDeliverTx{})
			b.txResults = append(b.txResults, abci.ResponseDeliverTx{})
			r.message(&b.txs[len(b.txs)-1])
			r.message(&b.txResults[len(b.txResults)-1])
		case endBlock:
			r.message(&b.end)
			r.message(&b.endResult)
		case write:
			p := pair{isDelete: r.take(1)[0] != 0}
			store := string(r.blob())
			p.key, p.value = r.blob(), r.blob()
			if _, known := index[store]; !known {
				index[store] = len(w.stores)
				w.stores = append(w.stores, store)
			}
			p.store = index[store]
			b.pairs = append(b.pairs, p)
		case commit:
			r.take(8)
			r.message(&b.commit)
			w.blocks = append(w.blocks, b)
			b = &block{}
		default:
			return nil, fmt.Errorf("%s: %d is no kind of record of SDK v0.47", name, kind)
		}
		if r.err != nil {
			return nil, fmt.Errorf("%s: %w", name, r.err)
		}
	}
	return w, nil
}
