package blockcost

import (
	"encoding/binary"
	"fmt"
)

// Shape says what a block is made of. The pairs are spread evenly over the transactions and over the stores.
type Shape struct {
	Stores, Pairs, Txs int
	// DB is the database that keeps the stores, by its name in app-db-backend.
	DB string
}

// Writes calls write for each pair that a transaction changes, with the store and the pair's number in it.
func (s Shape) Writes(tx int, write func(store, number int)) {
	for pair := tx * s.Pairs / s.Txs; pair < (tx+1)*s.Pairs/s.Txs; pair++ {
		write(pair%s.Stores, pair/s.Stores)
	}
}

// Sizes of what is written and delivered, in bytes. A memo of MemoSize makes a transaction of some 300.
const (
	ValueSize = 120
	MemoSize  = 147
	keySize   = 40
)

// How many blocks it takes until keys come back, so that the trees do not grow.
const keyCycle = 8

// CachedNodes is how many nodes of a store's tree a chain keeps in memory: all that there are. With the 781,250 of a
// node, old ones would fill gigabytes in the course of a run, and the collector would be most of what is measured.
const CachedNodes = 5000

// StoreName returns the name of a store by its number.
func StoreName(number int) string { return fmt.Sprintf("store%02d", number) }

// Key returns the key that a block writes to a store as its number-th.
func Key(height int64, number int) []byte {
	return binary.BigEndian.AppendUint64(make([]byte, keySize-8, keySize), uint64(height%keyCycle)<<32|uint64(number))
}
