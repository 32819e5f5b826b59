// Command sdk053 streams the benchmark's blocks as Cosmos SDK v0.53 does by itself: to a go-plugin,
// a process of its own behind gRPC, which here does nothing with them.
//
// It says "ready", then answers each height that it reads on its standard input with the
// nanoseconds that the block has taken. COSMOS_SDK_ABCI names the plugin's program.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"log"
	"math/rand"
	"os"
	"strconv"
	"time"

	sdklog "cosmossdk.io/log"
	"cosmossdk.io/store/streaming"
	storetypes "cosmossdk.io/store/types"
	abci "github.com/cometbft/cometbft/abci/types"
	tmproto "github.com/cometbft/cometbft/proto/tendermint/types"
	"github.com/hashicorp/go-plugin"
)

const (
	keySize             = 40
	transactionSize     = 300
	pairsPerTransaction = 10
)

// nodeContext is what the SDK's client asks of a node.
type nodeContext struct {
	context.Context
	height int64
}

func (c nodeContext) BlockHeight() int64          { return c.height }
func (c nodeContext) BlockHeader() tmproto.Header { return tmproto.Header{Height: c.height} }
func (c nodeContext) Logger() sdklog.Logger       { return sdklog.NewNopLogger() }
func (c nodeContext) StreamingManager() storetypes.StreamingManager {
	return storetypes.StreamingManager{}
}

type block struct {
	request abci.RequestFinalizeBlock
	result  abci.ResponseFinalizeBlock
	pairs   []*storetypes.StoreKVPair
}

func makeBlock(pairs, value, stores int) *block {
	random := rand.New(rand.NewSource(1))
	some := func(size int) []byte {
		b := make([]byte, size)
		random.Read(b)
		return b
	}
	b := &block{result: abci.ResponseFinalizeBlock{AppHash: some(32)}}
	for range pairs / pairsPerTransaction {
		b.request.Txs = append(b.request.Txs, some(transactionSize))
		b.result.TxResults = append(b.result.TxResults, &abci.ExecTxResult{Data: some(36), GasWanted: 200000, GasUsed: 123456})
	}
	for i := range pairs {
		store := fmt.Sprintf("store%04d", i*stores/pairs)
		b.pairs = append(b.pairs, &storetypes.StoreKVPair{StoreKey: store, Key: some(keySize), Value: some(value)})
	}
	return b
}

func main() {
	log.SetFlags(0)
	name := flag.String("contender", "go-plugin", "go-plugin")
	pairs := flag.Int("pairs", 0, "pairs of a block")
	value := flag.Int("value", 0, "bytes of a value")
	stores := flag.Int("stores", 0, "stores of a block")
	trace := flag.String("trace", "", "not taken: recorded chains are of another SDK")
	flag.String("dir", "", "not used: nothing is written")
	flag.Bool("fsync", false, "not used")
	flag.Parse()
	if *name != "go-plugin" || *trace != "" {
		log.Fatal("this program has the contender go-plugin, for made blocks alone")
	}
	loaded, err := streaming.NewStreamingPlugin("abci", "error")
	if err != nil {
		log.Fatal(err)
	}
	defer plugin.CleanupClients()
	if err := serve(loaded.(storetypes.ABCIListener), makeBlock(*pairs, *value, *stores)); err != nil {
		log.Print(err)
	}
}

func serve(listener storetypes.ABCIListener, b *block) error {
	fmt.Println("ready")
	heights := bufio.NewScanner(os.Stdin)
	for heights.Scan() {
		height, err := strconv.ParseInt(heights.Text(), 10, 64)
		if err != nil {
			return err
		}
		ctx := nodeContext{context.Background(), height}
		b.request.Height = height
		begun := time.Now()
		if err := listener.ListenFinalizeBlock(ctx, b.request, b.result); err != nil {
			return err
		}
		if err := listener.ListenCommit(ctx, abci.ResponseCommit{}, b.pairs); err != nil {
			return err
		}
		fmt.Println(time.Since(begun).Nanoseconds())
	}
	return heights.Err()
}
