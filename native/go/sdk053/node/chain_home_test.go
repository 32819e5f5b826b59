package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"abcistream.org/go/crashtest"
)

// patience is how long anything may take: the machine may be busy.
const patience = 3 * time.Minute

// dataRace is what a node says that was built with the race detector, whatever it ends with.
const dataRace = "WARNING: DATA RACE"

var (
	crashes = flag.Int("crashes", 10, "crashes of each campaign; 0 is one at each point")
	seed    = flag.Uint64("seed", 1, "of what is left to chance in a campaign")
)

// binaries is the folder of the two releases, which are built when a test first asks for them.
var (
	binaries      string
	firstRelease  = sync.OnceValues(func() (string, error) { return buildRelease("first") })
	secondRelease = sync.OnceValues(func() (string, error) { return buildRelease("second") })
	// killAtFile is the variable that lets a node be killed at its files.
	killAtFile = sync.OnceValues(func() (string, error) { return crashtest.BuildKillAtFile(binaries) })
)

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	var err error
	if binaries, err = os.MkdirTemp("", "sdk053-node-"); err != nil {
		fail("%v", err)
	}
	defer os.RemoveAll(binaries)
	return m.Run()
}

func buildRelease(name string) (string, error) {
	binary := filepath.Join(binaries, name, "node")
	args := []string{"build", "-tags", name, "-o", binary}
	if raceDetector {
		args = append(args, "-race")
	}
	out, err := exec.Command("go", append(args, ".")...).CombinedOutput()
	if err != nil {
		err = fmt.Errorf("the node does not build: %w\n%s", err, out)
	}
	return binary, err
}

// chain is a chain in a home of its own, and what runs it.
type chain struct {
	t      *testing.T
	home   string
	binary string
}

func newChain(t *testing.T, flags ...string) *chain {
	t.Helper()
	binary, err := firstRelease()
	if err != nil {
		t.Fatal(err)
	}
	c := &chain{t, t.TempDir(), binary}
	if out, err := c.run(append([]string{"init", "--block-time", "15ms"}, flags...)...); err != nil {
		t.Fatalf("init: %v\n%s", err, out)
	}
	c.set(`streamers = []`, `streamers = ["file"]`)
	c.set(`write_dir = ""`, `write_dir = "streamed"`)
	t.Cleanup(func() {
		if text, _ := os.ReadFile(c.in("node.log")); bytes.Contains(text, []byte(dataRace)) {
			t.Error("the race detector has found something")
		}
		if t.Failed() {
			t.Logf("the node's last words:\n%s", c.said())
		}
	})
	return c
}

// upgraded is the same chain under the second release.
func (c *chain) upgraded() *chain {
	c.t.Helper()
	binary, err := secondRelease()
	if err != nil {
		c.t.Fatal(err)
	}
	return &chain{c.t, c.home, binary}
}

func (c *chain) in(parts ...string) string {
	return filepath.Join(append([]string{c.home}, parts...)...)
}

// set replaces a line of app.toml.
func (c *chain) set(line, by string) {
	c.t.Helper()
	text, err := os.ReadFile(c.in("config", "app.toml"))
	if err != nil {
		c.t.Fatal(err)
	}
	changed := strings.Replace(string(text), "\n"+line+"\n", "\n"+by+"\n", 1)
	if changed == string(text) {
		c.t.Fatalf("app.toml has no line %q", line)
	}
	if err := os.WriteFile(c.in("config", "app.toml"), []byte(changed), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

// run has a command do its work.
func (c *chain) run(args ...string) (string, error) {
	out, err := exec.Command(c.binary, append(args, "--home", c.home)...).CombinedOutput()
	return string(out), err
}

// node is how the chain is started.
func (c *chain) node(flags ...string) crashtest.Node {
	args := []string{"start", "--home", c.home, "--load", "20", "--rpc.laddr", "", "--log_level", "error", "--log_no_color"}
	return crashtest.Node{Binary: c.binary, Args: append(args, flags...), Log: c.in("node.log")}
}

// mortal is a node that can be killed at its files too.
func (c *chain) mortal(flags ...string) crashtest.Node {
	c.t.Helper()
	preload, err := killAtFile()
	if err != nil {
		c.t.Fatal(err)
	}
	node := c.node(flags...)
	node.Env = []string{preload}
	return node
}

func (c *chain) start(node crashtest.Node, env ...string) *crashtest.Process {
	c.t.Helper()
	process, err := node.Start(env...)
	if err != nil {
		c.t.Fatal(err)
	}
	return process
}

// said is the end of what the node has said so far.
func (c *chain) said() string {
	text, _ := os.ReadFile(c.in("node.log"))
	return string(text[max(0, len(text)-8000):])
}

// ends waits for the end of the node, and for this exit code, or minus the number of a signal.
func (c *chain) ends(process *crashtest.Process, wanted int) {
	c.t.Helper()
	if code, err := process.Wait(patience); err != nil || code != wanted {
		c.t.Fatalf("the node has ended with %d, not %d: %v", code, wanted, err)
	}
}

// lives runs the node until a height has been streamed, and stops it.
func (c *chain) lives(height int64, flags ...string) {
	c.t.Helper()
	if code := c.livesUntil(height, "streamed", syscall.SIGTERM, flags...); code != 0 {
		c.t.Fatalf("the node has ended with %d", code)
	}
}

// livesUntil runs the node until the files of a height are in a folder, sends it a signal, and returns its exit code.
func (c *chain) livesUntil(height int64, folder string, signal syscall.Signal, flags ...string) int {
	c.t.Helper()
	process := c.reaches(c.node(flags...), folder, height)
	if err := process.Signal(signal); err != nil {
		c.t.Fatal(err)
	}
	code, err := process.Wait(patience)
	if err != nil {
		c.t.Fatal(err)
	}
	return code
}

// reaches runs a node, and returns when the files of a height are in a folder. The node ends with the test.
func (c *chain) reaches(node crashtest.Node, folder string, height int64) *crashtest.Process {
	c.t.Helper()
	if err := os.MkdirAll(c.in(folder), 0o755); err != nil {
		c.t.Fatal(err)
	}
	watch, err := crashtest.NewWatch(c.in(folder))
	if err != nil {
		c.t.Fatal(err)
	}
	defer watch.Close()
	process := c.start(node)
	c.t.Cleanup(func() { _ = process.Kill() })
	if err := watch.AwaitHeight(process, patience, height); err != nil {
		c.t.Fatal(err)
	}
	return process
}

// dies runs the node to a point at which it kills itself.
func (c *chain) dies(point string, flags ...string) {
	c.t.Helper()
	c.ends(c.start(c.node(flags...), killVariable+"="+point), -int(syscall.SIGKILL))
}

// refuses starts the node, which must not come up, and say these words.
func (c *chain) refuses(words []string, flags ...string) {
	c.t.Helper()
	c.refusesAs(c.node(flags...), words)
}

func (c *chain) refusesAs(node crashtest.Node, words []string) {
	c.t.Helper()
	_ = os.Remove(c.in("node.log"))
	c.ends(c.start(node), 1)
	for _, text := range words {
		if said := c.said(); !strings.Contains(said, text) {
			c.t.Errorf("nothing is said of %q in:\n%s", text, said)
		}
	}
}

// waits returns when the node has said these words.
func (c *chain) waits(process *crashtest.Process, words string) {
	c.t.Helper()
	if err := crashtest.AwaitText(process, patience, c.in("node.log"), words); err != nil {
		_ = process.Kill()
		c.t.Fatal(err)
	}
}

// last is the last height that has been streamed, with all before it there and whole.
func (c *chain) last() int64 {
	c.t.Helper()
	blocks, err := crashtest.ReadBlocks(c.in("streamed"))
	if err == nil {
		err = blocks.CheckComplete(blocks.Last())
	}
	if err != nil {
		c.t.Fatal(err)
	}
	return blocks.Last()
}

// lacksNothing starts the node in a way that fails where a block is missing.
func (c *chain) lacksNothing() {
	c.t.Helper()
	c.set(`on-gap = "rollback"`, `on-gap = "stop"`)
	c.lives(c.last() + 3)
	c.last()
}

// committed has export tell the last height that the node has committed.
func (c *chain) committed(height int64) {
	c.t.Helper()
	out, err := c.run("export")
	wanted := fmt.Sprintf(`"initial_height":%d`, height+1)
	if err != nil || !strings.Contains(strings.NewReplacer(" ", "", "\n", "").Replace(out), wanted) {
		c.t.Errorf("export: %v, without %s:\n%.300s", err, wanted, out)
	}
}
