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

	dbm "github.com/cometbft/cometbft-db"
	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/libs/log"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	pruningtypes "github.com/cosmos/cosmos-sdk/store/pruning/types"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
)

// cost says what is measured: blocks of a BaseApp without an engine, streamed by different streamers.
type cost struct {
	rounds, blocks, stores, pairs, txs int
	dir                                string
}

func newCostCommand() *cobra.Command {
	c := cost{}
	cmd := &cobra.Command{
		Use: "cost", Short: "Measure what streaming adds to a block", Args: cobra.NoArgs,
		// No home is read: each app has one of its own.
		PersistentPreRunE: func(*cobra.Command, []string) error { return nil },
		RunE:              func(cmd *cobra.Command, _ []string) error { return c.run(cmd) },
	}
	cmd.Flags().IntVar(&c.rounds, "rounds", 20, "How often each streamer has its turn; the ratios are taken within a turn")
	cmd.Flags().IntVar(&c.blocks, "blocks", 20, "Blocks of a turn, of which the median counts")
	cmd.Flags().IntVar(&c.stores, "stores", 20, "Stores that are written to")
	cmd.Flags().IntVar(&c.pairs, "pairs", 2000, "Keys of 40 bytes that change in a block, with values of 120 bytes")
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
	chains := make([]*costChain, len(names))
	for i, name := range names {
		if chains[i], err = c.newChain(filepath.Join(dir, name), name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		defer chains[i].close()
	}
	times := make([][]float64, len(names))
	for round := range c.rounds + 1 {
		for turn := range names {
			i := (round + turn) % len(names)
			median := c.turn(chains[i])
			// The first round warms up JIT and caches.
			if round > 0 {
				times[i] = append(times[i], median)
			}
		}
	}
	c.report(cmd, names, times)
	return nil
}

func (c *cost) report(cmd *cobra.Command, names []string, times [][]float64) {
	for i, name := range names {
		cmd.Printf("%-10s  %7.3f ms a block (median of %d turns of %d blocks)\n",
			name, 1e3*median(times[i]), c.rounds, c.blocks)
	}
	for _, pair := range [][2]int{{2, 1}, {2, 0}, {1, 0}} {
		ratios := make([]float64, c.rounds)
		for i := range ratios {
			ratios[i] = times[pair[0]][i] / times[pair[1]][i]
		}
		low, high := interval(ratios)
		cmd.Printf("%-10s / %-10s  %.4f  [%.4f, %.4f]\n", names[pair[0]], names[pair[1]], median(ratios), low, high)
	}
}

// costChain is a BaseApp with stores that each block writes to.
type costChain struct {
	app    *baseapp.BaseApp
	db     dbm.DB
	height int64
}

func (c *cost) newChain(home, streamer string) (*costChain, error) {
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
		flags.FlagHome: home, flagStreamer: streamer, "with-tendermint": true, "store.streamers": []string{"file"},
		"streamers.file.keys": []string{"*"}, "streamers.file.write_dir": "streamed", "streamers.file.output-metadata": true,
		"streamers.file.stop-node-on-error": true,
	} {
		options.Set(key, value)
	}
	if err := loadStreaming(app, options, newEncoding().codec, log.NewNopLogger(), keys); err != nil {
		return nil, err
	}
	return &costChain{app: app, db: db}, app.LoadLatestVersion()
}

func (c *cost) beginBlocker(keys map[string]*storetypes.KVStoreKey) sdk.BeginBlocker {
	return func(ctx sdk.Context, req abci.RequestBeginBlock) abci.ResponseBeginBlock {
		for _, key := range keys {
			store := ctx.KVStore(key)
			for i := range c.pairs / c.stores {
				// They come back every eighth block, so that the trees do not grow.
				number := uint64(req.Header.Height%8)<<32 | uint64(i)
				store.Set(binary.BigEndian.AppendUint64(make([]byte, 32, 40), number), make([]byte, 120))
			}
		}
		return abci.ResponseBeginBlock{}
	}
}

// turn is the median time of some blocks, in seconds.
func (c *cost) turn(chain *costChain) float64 {
	times := make([]float64, c.blocks)
	tx := make([]byte, 300)
	runtime.GC() // What another chain has left is not this one's to clear away.
	for i := range times {
		chain.height++
		begin := time.Now()
		chain.app.BeginBlock(abci.RequestBeginBlock{
			Header: cmtproto.Header{ChainID: chainID, Height: chain.height, Time: time.Unix(chain.height, 0)},
		})
		for range c.txs {
			chain.app.DeliverTx(abci.RequestDeliverTx{Tx: tx})
		}
		chain.app.EndBlock(abci.RequestEndBlock{Height: chain.height})
		chain.app.Commit()
		times[i] = time.Since(begin).Seconds()
	}
	return median(times)
}

func (chain *costChain) close() { _ = chain.db.Close() }

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// interval has the median of what the values are drawn from inside with 95 %, whatever that is: its bounds are two of
// the values, chosen by how often a fair coin shows fewer heads.
func interval(values []float64) (low, high float64) {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	rank, below := 0, math.Pow(0.5, float64(n))
	for term := below; below <= 0.025 && rank < n/2; {
		rank++
		term *= float64(n-rank+1) / float64(rank)
		below += term
	}
	rank = max(rank-1, 0)
	return sorted[rank], sorted[n-1-rank]
}
