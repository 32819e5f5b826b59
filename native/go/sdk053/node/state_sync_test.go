package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"

	"abcistream.org/go/crashtest"
)

// snapshotInterval is the distance of the heights of which the provider keeps a snapshot.
const snapshotInterval = 20

// provider runs a chain from which others sync their state, and knows where it is to be reached.
type provider struct {
	*chain
	peer, rpc string
	process   *crashtest.Process
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	c := newChain(t)
	id, err := c.run("comet", "show-node-id")
	if err != nil {
		t.Fatalf("%v\n%s", err, id)
	}
	p2p := freeAddress(t)
	p := &provider{chain: c, peer: strings.TrimSpace(id) + "@" + p2p, rpc: freeAddress(t)}
	p.process = p.reaches(p.node("--p2p.laddr", "tcp://"+p2p, "--rpc.laddr", "tcp://"+p.rpc,
		"--state-sync.snapshot-interval", fmt.Sprint(snapshotInterval), "--state-sync.snapshot-keep-recent", "0"),
		"streamed", 3*snapshotInterval)
	return p
}

// goesOn returns when the provider has reached a height.
func (p *provider) goesOn(height int64) {
	p.t.Helper()
	watch, err := crashtest.NewWatch(p.in("streamed"))
	if err != nil {
		p.t.Fatal(err)
	}
	defer watch.Close()
	if err := watch.AwaitHeight(p.process, patience, height); err != nil {
		p.t.Fatal(err)
	}
}

// freeAddress is one that nobody listens at.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// hash is that of the block of a height.
func (p *provider) hash(height int64) string {
	p.t.Helper()
	response, err := http.Get(fmt.Sprintf("http://%s/block?height=%d", p.rpc, height))
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	var block struct {
		Result struct {
			ID struct{ Hash string } `json:"block_id"`
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&block); err != nil {
		p.t.Fatal(err)
	}
	return block.Result.ID.Hash
}

// syncing is the node of another home that begins with a snapshot of the provider's.
func (p *provider) syncing(c *chain) crashtest.Node {
	p.t.Helper()
	genesis, err := os.ReadFile(p.in("config", "genesis.json"))
	if err == nil {
		err = os.WriteFile(c.in("config", "genesis.json"), genesis, 0o644)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	node := c.node("--p2p.persistent_peers", p.peer)
	node.Env = []string{
		"NODE_P2P_ALLOW_DUPLICATE_IP=true", "NODE_P2P_ADDR_BOOK_STRICT=false", "NODE_STATESYNC_ENABLE=true",
		"NODE_STATESYNC_RPC_SERVERS=" + p.rpc + "," + p.rpc, "NODE_STATESYNC_DISCOVERY_TIME=5s",
		"NODE_STATESYNC_TRUST_HEIGHT=2", "NODE_STATESYNC_TRUST_HASH=" + p.hash(2),
	}
	return node
}

func TestAfterAStateSyncTheFirstBlockIsNotLostAndNoHoleIsHidden(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	c := newChain(t)
	node := p.syncing(c)

	// The first block after the snapshot is committed, and its hook does not come.
	c.ends(c.start(node, killVariable+"=before-commit"), -int(syscall.SIGKILL))
	if streamed := c.heights(); len(streamed) != 0 {
		t.Fatalf("heights %v have been streamed", streamed)
	}
	c.ends(c.start(node, killVariable+"=after-commit"), -int(syscall.SIGKILL))
	streamed := c.heights()
	if len(streamed) != 1 || streamed[0]%snapshotInterval != 1 {
		t.Fatalf("heights %v have been streamed, and not the one after a snapshot", streamed)
	}
	for _, kind := range []string{"data", "meta"} {
		name := fmt.Sprintf("block-%d-%s", streamed[0], kind)
		wantSameFile(t, c.in("streamed", name), p.in("streamed", name))
	}

	// A later snapshot leaves a hole: the node stops at once, and the next start says what is missing.
	c.set(`max-rollback-blocks = 100`, `max-rollback-blocks = 1000000`)
	if out, err := c.run("comet", "unsafe-reset-all"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	p.goesOn(streamed[0] + 3*snapshotInterval)
	missing := fmt.Sprintf("heights %d to", streamed[0]+1)
	c.refusesAs(node, []string{missing, "the node stops"})
	c.refusesAs(node, []string{missing, "by pruning or a state sync since"})
}

// heights are those of the blocks that have been streamed, in their order.
func (c *chain) heights() (heights []int64) {
	c.t.Helper()
	blocks, err := crashtest.ReadBlocks(c.in("streamed"))
	if err != nil {
		c.t.Fatal(err)
	}
	for height := range blocks {
		heights = append(heights, height)
	}
	slices.Sort(heights)
	return heights
}
