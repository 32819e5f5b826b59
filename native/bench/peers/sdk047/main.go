// Command sdk047 streams the benchmark's blocks as Go nodes do without abcistream: by the file
// streamer of Cosmos SDK v0.47, or by the least code that writes the same data file.
//
// It says "ready", then answers each height that it reads on its standard input with the
// nanoseconds that the block has taken.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"os"
	"strconv"
	"time"
)

// A contender streams one block and says how long its hooks took.
type contender interface {
	stream(b *block, height int64) (time.Duration, error)
}

func main() {
	log.SetFlags(0)
	name := flag.String("contender", "reference", "reference or hand-written")
	dir := flag.String("dir", "", "where the files go")
	pairs := flag.Int("pairs", 0, "pairs of a made block")
	value := flag.Int("value", 0, "bytes of a value")
	stores := flag.Int("stores", 0, "stores of a made block")
	trace := flag.String("trace", "", "a recorded chain, in place of a made block")
	fsync := flag.Bool("fsync", false, "whether each file is synced")
	flag.Parse()

	w, err := newWorkload(*trace, *pairs, *value, *stores)
	if err != nil {
		log.Fatal(err)
	}
	var c contender
	switch *name {
	case "reference":
		c = newReference(w, *dir, *fsync)
	case "hand-written":
		c = newHandWritten(w, *dir, *fsync)
	default:
		log.Fatalf("%q is no contender of this program; it has reference and hand-written", *name)
	}
	if err := serve(c, w); err != nil {
		log.Fatal(err)
	}
}

func serve(c contender, w *workload) error {
	fmt.Println("ready")
	heights := bufio.NewScanner(os.Stdin)
	for heights.Scan() {
		height, err := strconv.ParseInt(heights.Text(), 10, 64)
		if err != nil {
			return err
		}
		elapsed, err := c.stream(w.blocks[(height-1)%int64(len(w.blocks))], height)
		if err != nil {
			return err
		}
		fmt.Println(elapsed.Nanoseconds())
	}
	return heights.Err()
}
