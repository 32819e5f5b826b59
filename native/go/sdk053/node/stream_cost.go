package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"cosmossdk.io/log"
	pruningtypes "cosmossdk.io/store/pruning/types"
	storetypes "cosmossdk.io/store/types"
	abci "github.com/cometbft/cometbft/abci/types"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"

	"abcistream.org/go/sdk053"
)

// cost compares what a block takes in a whole BaseApp, without an engine, under different streamers.
type cost struct {
	pairs, blocks, stores, writes, txs int
	dir                                string
}

func newCost() *cobra.Command {
	c := cost{}
	cmd := &cobra.Command{
		Use: "cost", Short: "Measure what streaming adds to a block", Args: cobra.NoArgs,
		// No home is read: each app has one of its own.
		PersistentPreRunE: func(*cobra.Command, []string) error { return nil },
		RunE:              func(cmd *cobra.Command, _ []string) error { return c.run(cmd) },
	}
	cmd.Flags().IntVar(&c.pairs, "pairs", 20, "How often each streamer has its turn; a ratio is taken of two turns in a row")
	cmd.Flags().IntVar(&c.blocks, "blocks", 20, "Blocks of a turn, of which the median counts")
	cmd.Flags().IntVar(&c.stores, "stores", 20, "Stores that are written to")
	cmd.Flags().IntVar(&c.writes, "writes", 2000, "Keys of 40 bytes that change in a block, with values of 120 bytes")
	cmd.Flags().IntVar(&c.txs, "txs", 200, "Transactions of 300 bytes in a block")
	cmd.Flags().StringVar(&c.dir, "dir", os.TempDir(), "Where files are kept meanwhile")
	return cmd
}

// run lets the streamers have their turns one after the other, so that what disturbs the machine meets all of them.
func (c *cost) run(cmd *cobra.Command) error {
	dir, err := os.MkdirTemp(c.dir, "cost-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	names := []string{"none", "sdk", "abcistream"}
	chains := make([]*bareChain, len(names))
	for i, name := range names {
		if chains[i], err = c.newChain(filepath.Join(dir, name), name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		defer chains[i].close()
	}
	times := make([][]float64, len(names))
	for round := range c.pairs + 1 {
		for turn := range names {
			i := (round + turn) % len(names)
			taken, err := chains[i].turn(c)
			if err != nil {
				return fmt.Errorf("%s: %w", names[i], err)
			}
			// The first round warms up the JVM and the caches.
			if round > 0 {
				times[i] = append(times[i], taken)
			}
		}
	}
	for i, name := range names {
		cmd.Printf("%-10s  %7.3f ms a block\n", name, 1e3*median(times[i]))
	}
	for i := 1; i < len(names); i++ {
		ratios := make([]float64, c.pairs)
		for round := range ratios {
			ratios[round] = times[i][round] / times[0][round]
		}
		low, high := interval(ratios)
		cmd.Printf("%s / none  median %.4f of %d pairs, 95 %% in [%.4f, %.4f]\n", names[i], median(ratios), c.pairs, low, high)
	}
	return nil
}

// bareChain is a BaseApp that writes to its stores in each block.
type bareChain struct {
	app       *baseapp.BaseApp
	db        dbm.DB
	streaming *sdk053.Streaming
	height    int64
}

func (c *cost) newChain(home, streamer string) (*bareChain, error) {
	if err := os.MkdirAll(home, 0o755); err != nil {
		return nil, err
	}
	// In memory, and of few versions: what a database compacts behind a block, and what a collector finds in a heap
	// that grows, would be most of what is measured.
	db := dbm.NewMemDB()
	refuse := func([]byte) (sdk.Tx, error) { return nil, errors.New("refused") }
	app := baseapp.NewBaseApp("cost", log.NewNopLogger(), db, refuse, baseapp.SetChainID(chainID),
		baseapp.SetPruning(pruningtypes.NewPruningOptions(pruningtypes.PruningEverything)))
	keys := make(map[string]*storetypes.KVStoreKey, c.stores)
	for i := range c.stores {
		name := fmt.Sprintf("store%02d", i)
		keys[name] = storetypes.NewKVStoreKey(name)
	}
	app.MountKVStores(keys)
	app.SetBeginBlocker(c.beginBlocker(keys))
	options := viper.New()
	for key, value := range map[string]any{
		flags.FlagHome: home, flagStreamer: streamer, "with-comet": true,
		"store.streamers": []string{"file"}, "streamers.file.keys": []string{"*"}, "streamers.file.write_dir": "streamed",
		"streamers.file.output-metadata": true, "streamers.file.stop-node-on-error": true,
	} {
		options.Set(key, value)
	}
	streaming, err := register(app, options, log.NewNopLogger(), keys)
	if err != nil {
		return nil, err
	}
	return &bareChain{app: app, db: db, streaming: streaming}, app.LoadLatestVersion()
}

func (c *cost) beginBlocker(keys map[string]*storetypes.KVStoreKey) sdk.BeginBlocker {
	return func(ctx sdk.Context) (sdk.BeginBlock, error) {
		for _, key := range keys {
			store := ctx.KVStore(key)
			for i := range c.writes / c.stores {
				// They come back every eighth block, so that the trees do not grow.
				number := uint64(ctx.BlockHeight()%8)<<32 | uint64(i)
				store.Set(binary.BigEndian.AppendUint64(make([]byte, 32, 40), number), make([]byte, 120))
			}
		}
		return sdk.BeginBlock{}, nil
	}
}

// turn is the median time of some blocks, in seconds.
func (b *bareChain) turn(c *cost) (float64, error) {
	times := make([]float64, c.blocks)
	txs := make([][]byte, c.txs)
	for i := range txs {
		txs[i] = make([]byte, 300)
	}
	runtime.GC() // What another chain has left is not this one's to clear away.
	for i := range times {
		b.height++
		begin := time.Now()
		if _, err := b.app.FinalizeBlock(&abci.RequestFinalizeBlock{
			Height: b.height, Time: time.Unix(b.height, 0), Txs: txs,
		}); err != nil {
			return 0, err
		}
		if _, err := b.app.Commit(); err != nil {
			return 0, err
		}
		times[i] = time.Since(begin).Seconds()
	}
	return median(times), nil
}

func (b *bareChain) close() {
	_ = b.streaming.Close()
	_ = b.db.Close()
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// interval has the median of what the values are drawn from inside it with 95 %, however that is distributed: between
// the values of ranks that the heads among len(values) fair coins stay between with that chance.
func interval(values []float64) (low, high float64) {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	fewer := math.Pow(0.5, float64(n)) // the chance of at most rank heads
	rank := 0
	for term := fewer; rank < n/2; rank++ {
		term *= float64(n-rank) / float64(rank+1)
		if fewer+term > 0.025 {
			break
		}
		fewer += term
	}
	return sorted[rank], sorted[n-1-rank]
}
