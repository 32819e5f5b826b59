package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// leastBlocks is how many blocks a soak has, however short it is.
const leastBlocks = 10_000

// soak brings blocks for so long, while everything happens at once that a runtime uses signals for. It tells how many
// blocks failed, and what the process had in memory at a quarter of the way and at its end.
func (n *node) soak(value string) (string, error) {
	duration, err := time.ParseDuration(value)
	if err != nil {
		return "", err
	}
	stop := disturb()
	started, quarter, failed := time.Now(), int64(0), 0
	for n.height < leastBlocks || time.Since(started) < duration {
		if err := n.block(); err != nil {
			failed++
			say("block %d: %s", n.height, outcome(err))
		}
		if quarter == 0 && n.height >= leastBlocks/4 && time.Since(started) >= duration/4 {
			quarter = residentKiB()
		}
	}
	disturbances, err := stop()
	return fmt.Sprintf("blocks %d failed %d disturbances %d kib %d %d",
		n.height, failed, disturbances, quarter, residentKiB()), err
}

// disturbances are what goes on beside the blocks; each tells whether it went as without a JVM.
var disturbances = map[string]func() bool{
	"nil panic":   nilPanic,
	"broken pipe": func() bool { return errors.Is(breakPipe(), syscall.EPIPE) },
	"profile": func() bool {
		var profile bytes.Buffer
		err := pprof.StartCPUProfile(&profile)
		time.Sleep(100 * time.Millisecond)
		pprof.StopCPUProfile()
		return err == nil && profile.Len() > 0
	},
}

// disturb begins them. The function that it returns ends them and tells how many there were, or which went wrong.
func disturb() (stop func() (int64, error)) {
	var stopped atomic.Bool
	var count atomic.Int64
	var disturbing sync.WaitGroup
	wrong := make(chan error, len(disturbances))
	for name, happens := range disturbances {
		disturbing.Go(func() {
			for !stopped.Load() {
				if !happens() {
					wrong <- fmt.Errorf("%s number %d went wrong", name, count.Load())
					return
				}
				count.Add(1)
				time.Sleep(time.Millisecond)
			}
		})
	}
	return func() (int64, error) {
		stopped.Store(true)
		disturbing.Wait()
		select {
		case err := <-wrong:
			return 0, err
		default:
			return count.Load(), nil
		}
	}
}

// residentKiB is what the process has in memory, pages that it has mapped more than once (ZGC's of JDK 17) counted as one;
// 0 where /proc does not say.
func residentKiB() int64 {
	rollup, _ := os.ReadFile("/proc/self/smaps_rollup")
	_, rest, _ := strings.Cut(string(rollup), "\nPss:")
	size, _ := strconv.ParseInt(strings.Fields(rest + " 0")[0], 10, 64)
	return size
}
