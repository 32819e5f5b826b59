package blockcost

import "testing"

func TestTheTransactionsOfABlockWriteEachPairOnce(t *testing.T) {
	for _, shape := range []Shape{
		{Stores: 20, Pairs: 2000, Txs: 200},
		{Stores: 3, Pairs: 40, Txs: 7},
		{Stores: 2, Pairs: 1, Txs: 5},
	} {
		written := map[[2]int]int{}
		for tx := range shape.Txs {
			shape.Writes(tx, func(store, number int) { written[[2]int{store, number}]++ })
		}
		for pair := range shape.Pairs {
			if count := written[[2]int{pair % shape.Stores, pair / shape.Stores}]; count != 1 {
				t.Errorf("%+v: pair %d is written %d times", shape, pair, count)
			}
		}
		if len(written) != shape.Pairs {
			t.Errorf("%+v: %d pairs are written", shape, len(written))
		}
	}
}
