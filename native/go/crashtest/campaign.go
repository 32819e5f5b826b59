package crashtest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"syscall"
	"time"
)

// patience is how long the node may take for anything: the machine may be busy.
const patience = 2 * time.Minute

// Point is where a node is killed.
type Point struct {
	Name string
	// Kill runs the node until it is dead.
	Kill func(*Run) error
}

// Run is one life of the node, from its start to its death.
type Run struct {
	Node Node
	// Dir is where the files of the blocks are.
	Dir string
	// Last is the last height that had its files at the start, and Target one that comes soon after.
	Last, Target int64
	Random       *rand.Rand
}

// Exact is a point at which the node kills itself; the text is that of its variable NODE_KILL, without the height.
func Exact(point string) Point {
	return Point{point, func(r *Run) error { return r.suicide(fmt.Sprintf(point+"@%d", r.Target)) }}
}

// Within is a time of at most limit after a point at which the node kills itself; atHeight says whether that has one.
func Within(point string, limit time.Duration, atHeight bool) Point {
	return Point{fmt.Sprintf("%s, and up to %v", point, limit), func(r *Run) error {
		where := point
		if atHeight {
			where = fmt.Sprintf("%s@%d", point, r.Target)
		}
		return r.suicide(fmt.Sprintf("%s+%v", where, r.delay(limit)))
	}}
}

// Sometime is any moment of at most limit after the target.
func Sometime(limit time.Duration) Point {
	return Point{"at some moment", func(r *Run) error { return r.later(0, limit) }}
}

// Closing is any moment of at most limit after the node has been told to stop.
func Closing(limit time.Duration) Point {
	return Point{"while it stops", func(r *Run) error { return r.later(syscall.SIGTERM, limit) }}
}

// Then runs one point after the other, and has the first of them killed before the second one's start.
func Then(name string, first, second Point) Point {
	return Point{name, func(r *Run) error {
		if err := first.Kill(r); err != nil {
			return err
		}
		return second.Kill(r)
	}}
}

func (r *Run) delay(limit time.Duration) time.Duration {
	return time.Duration(1 + r.Random.Int64N(int64(limit)))
}

func (r *Run) suicide(kill string) error {
	p, err := r.Node.Start("NODE_KILL=" + kill)
	if err != nil {
		return err
	}
	code, err := p.Wait(patience)
	if err == nil && code != -int(syscall.SIGKILL) {
		err = fmt.Errorf("the node has ended with %d", code)
	}
	return err
}

func (r *Run) later(signal syscall.Signal, limit time.Duration) error {
	return r.watched(func(w *Watch, p *Process) error {
		if err := w.AwaitHeight(p, patience, r.Target); err != nil {
			return err
		}
		if signal != 0 {
			if err := p.Signal(signal); err != nil {
				return err
			}
		}
		select {
		case <-p.Ended():
		case <-time.After(r.delay(limit)):
		}
		return p.Kill()
	})
}

func (r *Run) watched(do func(*Watch, *Process) error) error {
	w, err := NewWatch(r.Dir)
	if err != nil {
		return err
	}
	defer w.Close()
	p, err := r.Node.Start()
	if err != nil {
		return err
	}
	if err := do(w, p); err != nil {
		_ = p.Kill()
		return err
	}
	return nil
}

// Campaign kills a node at one point after the other.
type Campaign struct {
	Node   Node
	Dir    string
	Points []Point
	// Crashes is how many there are; 0 is one for each point.
	Crashes int
	// First is the index of the point to begin with, and Seed that of what is left to chance.
	First int
	Seed  uint64
	// Target picks the height for a crash, when last has been streamed; nil is for one of the next.
	Target func(last int64, random *rand.Rand) int64
	// Note takes a line for each crash.
	Note func(format string, args ...any)
}

// Run crashes the node as often as it shall, and then lets it live and stop. It fails at the first crash after which a
// block is missing, torn, or not what it was; or after which the node does not come up again, since its app hash is
// another one.
func (c *Campaign) Run() error {
	before, err := c.crash()
	if err != nil {
		return err
	}
	return c.finish(before)
}

// Crash does so but for the end: what the last crash may have cost has not come back yet.
func (c *Campaign) Crash() error {
	_, err := c.crash()
	return err
}

func (c *Campaign) crash() (Blocks, error) {
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return nil, err
	}
	before, err := ReadBlocks(c.Dir)
	if err != nil {
		return nil, err
	}
	count := c.Crashes
	if count == 0 {
		count = len(c.Points)
	}
	random := rand.New(rand.NewPCG(c.Seed, 0))
	for i := range count {
		last := before.Last()
		point := c.Points[(c.First+i)%len(c.Points)]
		run := &Run{c.Node, c.Dir, last, c.target(last, random), random}
		if err := point.Kill(run); err != nil {
			return nil, fmt.Errorf("crash %d (%s): %w", i+1, point.Name, err)
		}
		after, err := c.check(before, last)
		if err != nil {
			return nil, fmt.Errorf("crash %d (%s): %w", i+1, point.Name, err)
		}
		c.Note("crash %d, %s: height %d", i+1, point.Name, after.Last())
		before = after
	}
	return before, nil
}

func (c *Campaign) target(last int64, random *rand.Rand) int64 {
	if c.Target != nil {
		return c.Target(last, random)
	}
	return last + 2 + random.Int64N(3)
}

// check looks at the files. Those that were there before must be as they were, and what the crash before the last one
// may have cost must have come back.
func (c *Campaign) check(before Blocks, last int64) (Blocks, error) {
	after, err := ReadBlocks(c.Dir)
	if err != nil {
		return nil, err
	}
	if err := after.CheckComplete(last); err != nil {
		return nil, err
	}
	return after, after.CheckUnchanged(before)
}

// finish lets the node live for some blocks more, stops it, and checks all that there is.
func (c *Campaign) finish(before Blocks) error {
	run := &Run{Node: c.Node, Dir: c.Dir}
	err := run.watched(func(w *Watch, p *Process) error {
		if err := w.AwaitHeight(p, patience, before.Last()+5); err != nil {
			return err
		}
		if err := p.Signal(syscall.SIGTERM); err != nil {
			return err
		}
		code, err := p.Wait(patience)
		if err == nil && code != 0 {
			err = fmt.Errorf("the node has ended with %d", code)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("after the last crash: %w", err)
	}
	after, err := c.check(before, before.Last())
	if err != nil {
		return fmt.Errorf("after the last crash: %w", err)
	}
	return after.CheckComplete(after.Last())
}
