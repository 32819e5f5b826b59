// Package blockcost compares what a block of a whole BaseApp takes under different streamers.
package blockcost

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"
)

// Chain is a BaseApp whose transactions write to its stores: each is decoded, routed to the handler of its message, and
// run on stores of its own, as in every node. Nobody checks a signature, which in a node takes longer than all that.
type Chain interface {
	// Block runs and commits the block of a height.
	Block(height int64) error
	Close()
}

// Open makes a chain, in a folder of its own, that is streamed by the streamer of a name: "none", "sdk" or "abcistream".
// Its database should keep few versions, so that blocks do not become slower and the collector does not find more.
type Open func(home, streamer string, shape Shape) (Chain, error)

var streamers = []string{"none", "sdk", "abcistream"}

type measurement struct {
	shape                  Shape
	warmUp, rounds, blocks int
	dir                    string
	times                  [][]float64 // Seconds a block, by streamer and round.
}

// NewCommand returns the command that measures and reports.
func NewCommand(open Open) *cobra.Command {
	m := measurement{}
	cmd := &cobra.Command{
		Use: "cost", Short: "Measure what streaming adds to a block", Args: cobra.NoArgs,
		// No home is read: each app has one of its own.
		PersistentPreRunE: func(*cobra.Command, []string) error { return nil },
		PreRunE:           func(*cobra.Command, []string) error { return m.check() },
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := m.run(open); err != nil {
				return err
			}
			m.report(cmd)
			return nil
		},
	}
	cmd.Flags().IntVar(&m.warmUp, "warm-up", 500,
		"Blocks of each chain before the first round, since a JVM compiles its code in the first minutes of a node")
	cmd.Flags().IntVar(&m.rounds, "rounds", 20, "How often each streamer has its turn; the ratios are taken within a round")
	cmd.Flags().IntVar(&m.blocks, "blocks", 20, "Blocks of a turn, best a multiple of 10, since the trees are pruned at every tenth")
	cmd.Flags().IntVar(&m.shape.Stores, "stores", 20, "Stores that are written to")
	cmd.Flags().IntVar(&m.shape.Pairs, "pairs", 2000, "Keys of 40 bytes that change in a block, with values of 120 bytes")
	cmd.Flags().IntVar(&m.shape.Txs, "txs", 200, "Transactions of 300 bytes in a block")
	cmd.Flags().StringVar(&m.shape.DB, "db", "memdb",
		"The database of the stores: memdb adds no noise; with goleveldb, a node's, blocks wait for what it compacts")
	cmd.Flags().StringVar(&m.dir, "dir", os.TempDir(), "Where files are kept meanwhile")
	return cmd
}

// check refuses counts that make no measurement.
func (m *measurement) check() error {
	for _, count := range []struct {
		flag  string
		value int
	}{{"warm-up", m.warmUp}, {"rounds", m.rounds}, {"blocks", m.blocks}, {"stores", m.shape.Stores},
		{"pairs", m.shape.Pairs}, {"txs", m.shape.Txs}} {
		if count.value < 1 {
			return fmt.Errorf("--%s is %d, and must be 1 or more", count.flag, count.value)
		}
	}
	return nil
}

func (m *measurement) run(open Open) error {
	dir, err := os.MkdirTemp(m.dir, "cost-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	chains := make([]Chain, len(streamers))
	for i, name := range streamers {
		home := filepath.Join(dir, name)
		if err := os.Mkdir(home, 0o755); err != nil {
			return err
		}
		if chains[i], err = open(home, name, m.shape); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		defer chains[i].Close()
	}
	for i, chain := range chains {
		if _, err := turn(chain, 1, m.warmUp); err != nil {
			return fmt.Errorf("%s: %w", streamers[i], err)
		}
	}
	m.times = make([][]float64, len(streamers))
	for round := range m.rounds {
		// Each round begins with another one, so that none always follows the same.
		for number := range streamers {
			i := (round + number) % len(streamers)
			taken, err := turn(chains[i], m.warmUp+round*m.blocks+1, m.blocks)
			if err != nil {
				return fmt.Errorf("%s: %w", streamers[i], err)
			}
			m.times[i] = append(m.times[i], taken)
		}
	}
	return nil
}

// turn is how long a block takes, in seconds, in a turn of so many from a height on. It is the mean: some blocks of each
// turn share the processor with the node's collector and with its pruning, which a streamer may hold up too.
func turn(chain Chain, height, blocks int) (float64, error) {
	runtime.GC() // What another chain has left is not this one's to clear away.
	begin := time.Now()
	for i := range blocks {
		if err := chain.Block(int64(height + i)); err != nil {
			return 0, err
		}
	}
	return time.Since(begin).Seconds() / float64(blocks), nil
}

func (m *measurement) report(cmd *cobra.Command) {
	for i, name := range streamers {
		cmd.Printf("%-10s  %7.3f ms a block (median of %d turns, each the mean of %d blocks)\n",
			name, 1e3*median(m.times[i]), m.rounds, m.blocks)
	}
	for _, pair := range [][2]int{{2, 1}, {2, 0}, {1, 0}} {
		ratios := make([]float64, m.rounds)
		for i := range ratios {
			ratios[i] = m.times[pair[0]][i] / m.times[pair[1]][i]
		}
		low, high := interval(ratios)
		cmd.Printf("%-10s / %-10s  median %.4f, 95 %% in [%.4f, %.4f]\n",
			streamers[pair[0]], streamers[pair[1]], median(ratios), low, high)
	}
}
