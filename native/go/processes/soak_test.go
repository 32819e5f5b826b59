package processes

import (
	"flag"
	"fmt"
	"testing"
	"time"
)

var soakFor = flag.Duration("soak", 0, "how long a soak takes, such as 60s, if its 10,000 blocks do not take longer; 0: none")

// Beside the services that do well there are those that fail in every way they may; a node that goes on after failures
// must lose no block for the others.
const soakConfig = `
[store]
streamers = ["healthy", "async", "failing", "ending", "hanging", "slow"]
[streamers.healthy]
type = "recorder"
keys = ["*"]
timeout = "2m"
[streamers.async]
type = "recorder"
keys = ["*"]
delivery = "async"
timeout = "2m"
[streamers.failing]
type = "faulty"
keys = ["acc"]
stop-node-on-error = false
faults = ["/100:throw", "/700:oom", "/301:stack-overflow", "/50:null", "/200:gc"]
[streamers.ending]
type = "faulty"
keys = ["bank"]
stop-node-on-error = false
faults = ["/250:exit", "/333:halt"]
[streamers.hanging]
type = "faulty"
keys = ["*"]
stop-node-on-error = false
timeout = "100ms"
on-error = "detach"
faults = ["500:hang"]
[streamers.slow]
type = "faulty"
keys = ["*"]
stop-node-on-error = false
timeout = "20ms"
faults = ["/1000:slow=200"]
[abcistream]
start-timeout = "2m"
close-timeout = "500ms"
on-gap = "ignore"
`

// growthKiB is by how much a process may grow over three quarters of a soak.
const growthKiB = 48 << 10

func TestSoak(t *testing.T) {
	if *soakFor == 0 {
		t.Skip("it takes long; -soak=60s runs it")
	}
	for _, collector := range collectors {
		t.Run(collector, func(t *testing.T) { soak(t, "-XX:+Use"+collector+"GC") })
	}
}

// The heap is there from the beginning, so that what grows is something else.
func soak(t *testing.T, option string) {
	p := start(t, scenario{
		config: soakConfig, options: []string{option, "-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch"},
		steps:    []string{"open", fmt.Sprintf("soak=%v", *soakFor), "close"},
		patience: *soakFor + 20*time.Minute,
	})
	node := p.end()
	node.check(0, "open: OK", "soak: ...", "close: TIMEOUT: ...")
	var blocks, disturbances, quarter, end int
	if _, err := fmt.Sscanf(node.lines[1], "soak: blocks %d failed 0 disturbances %d kib %d %d", &blocks, &disturbances,
		&quarter, &end); err != nil {
		node.fail("the soak's line is not as it should be: %v", err)
		return
	}
	t.Logf("%d blocks, %d disturbances, resident %d KiB at a quarter and %d KiB at the end", blocks, disturbances, quarter, end)
	if disturbances < 1000 || quarter == 0 || end-quarter > growthKiB {
		node.fail("there were %d disturbances, and the process grew from %d KiB to %d KiB", disturbances, quarter, end)
	}
	node.checkHeights("healthy", heights(1, blocks)...)
	node.checkHeights("async", heights(1, blocks)...)
	node.checkNoCrashReport()
}
