package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"abcistream.org/go/crashtest"
)

// patience is how long anything may take: the machine may be busy.
const patience = 2 * time.Minute

// dataRace is what a node says that was built with the race detector, whatever it ends with.
const dataRace = "WARNING: DATA RACE"

var (
	crashes = flag.Int("crashes", 10, "crashes of each campaign; 0 is one at each point")
	seed    = flag.Uint64("seed", 1, "of what is left to chance in a campaign")
)

var (
	binaries string
	// first and second are the binaries of the two releases.
	first  = sync.OnceValue(func() string { return build("first", "") })
	second = sync.OnceValue(func() string { return build("second", "second") })
	// killAtFile is the variable that lets a node be killed at its files.
	killAtFile = sync.OnceValues(func() (string, error) { return crashtest.BuildKillAtFile(binaries) })
)

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	var err error
	if binaries, err = os.MkdirTemp("", "abcistream-node-"); err != nil {
		exit("%v", err)
	}
	defer os.RemoveAll(binaries)
	return m.Run()
}

// build builds a release. The SDK takes the prefix of the environment from the name of the binary.
func build(release, tags string) string {
	args := []string{"build", "-ldflags", "-s -w", "-tags", tags, "-o", filepath.Join(binaries, release, "node")}
	if raceEnabled {
		args = append(args, "-race")
	}
	if out, err := exec.Command("go", append(args, ".")...).CombinedOutput(); err != nil {
		panic(fmt.Sprintf("the node does not build: %v\n%s", err, out))
	}
	return filepath.Join(binaries, release, "node")
}

// home is the home of a chain of its own.
type home struct {
	t   *testing.T
	dir string
}

func newHome(t *testing.T, flags ...string) home {
	t.Helper()
	h := home{t, t.TempDir()}
	t.Cleanup(func() {
		log, _ := os.ReadFile(h.log())
		if strings.Contains(string(log), dataRace) {
			t.Error("the race detector has found something")
		}
		if t.Failed() {
			lines := strings.Split(string(log), "\n")
			t.Logf("the node's last lines:\n%s", strings.Join(lines[max(0, len(lines)-60):], "\n"))
		}
	})
	out := h.run(first(), append([]string{"init", "--block-time", "20ms"}, flags...)...)
	if out.err != nil {
		t.Fatalf("init: %v\n%s", out.err, out.text)
	}
	h.configure(`streamers = []`, `streamers = ["file"]`)
	h.configure(`write_dir = ""`, `write_dir = "streamed"`)
	return h
}

func (h home) path(parts ...string) string {
	return filepath.Join(append([]string{h.dir}, parts...)...)
}

func (h home) streamed() string { return h.path("streamed") }

func (h home) log() string { return h.path("node.log") }

// configure replaces a line of app.toml.
func (h home) configure(line, by string) {
	h.t.Helper()
	file := h.path("config", "app.toml")
	text, err := os.ReadFile(file)
	if err != nil {
		h.t.Fatal(err)
	}
	if !strings.Contains(string(text), "\n"+line+"\n") {
		h.t.Fatalf("app.toml has no line %q", line)
	}
	text = []byte(strings.Replace(string(text), "\n"+line+"\n", "\n"+by+"\n", 1))
	if err := os.WriteFile(file, text, 0o644); err != nil {
		h.t.Fatal(err)
	}
}

// beAsync has the node not wait for its service.
func (h home) beAsync() {
	h.t.Helper()
	h.configure(`prefix = ""`, "prefix = \"\"\ndelivery = \"async\"")
}

// node is how this home's node is started; it has a port for nobody.
func (h home) node(flags ...string) crashtest.Node {
	return crashtest.Node{
		Binary: first(), Log: h.log(),
		Args: append([]string{"start", "--home", h.dir, "--load", "20", "--rpc.laddr", "", "--log_level", "error"}, flags...),
	}
}

// mortal is a node that can be killed at its files too.
func (h home) mortal(node crashtest.Node) crashtest.Node {
	h.t.Helper()
	preload, err := killAtFile()
	if err != nil {
		h.t.Fatal(err)
	}
	node.Env = append(slices.Clone(node.Env), preload)
	return node
}

type outcome struct {
	text string
	err  error
}

// run has a command do its work, and is what it said.
func (h home) run(binary string, args ...string) outcome {
	cmd := exec.Command(binary, append(args, "--home", h.dir)...)
	out, err := cmd.CombinedOutput()
	return outcome{string(out), err}
}

// lives runs a node until a height has been streamed, then stops it.
func (h home) lives(node crashtest.Node, height int64) {
	h.t.Helper()
	if code, err := h.tryLive(node, h.streamed(), height, syscall.SIGTERM, 0); err != nil || code != 0 {
		h.t.Fatalf("the node has ended with %d: %v", code, err)
	}
}

// tryLive runs a node whose files are in dir, which it leaves alone until it has a certain age.
func (h home) tryLive(node crashtest.Node, dir string, height int64, signal syscall.Signal, age time.Duration) (int, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, err
	}
	watch, err := crashtest.NewWatch(dir)
	if err != nil {
		return 0, err
	}
	defer watch.Close()
	process, err := node.Start()
	if err != nil {
		return 0, err
	}
	old := time.After(age)
	if err := watch.AwaitHeight(process, patience, height); err != nil {
		_ = process.Kill()
		return 0, err
	}
	<-old
	if err := process.Signal(signal); err != nil {
		return 0, err
	}
	return process.Wait(patience)
}

// ends runs a node that ends by itself, and returns its exit code.
func (h home) ends(node crashtest.Node) int {
	h.t.Helper()
	process, err := node.Start()
	if err != nil {
		h.t.Fatal(err)
	}
	code, err := process.Wait(patience)
	if err != nil {
		h.t.Fatal(err)
	}
	return code
}

// dies runs a node to a point at which it kills itself.
func (h home) dies(node crashtest.Node, point string) {
	h.t.Helper()
	node.Env = append(slices.Clone(node.Env), killVariable+"="+point)
	if code := h.ends(node); code != -int(syscall.SIGKILL) {
		h.t.Fatalf("the node has ended with %d, and should have been killed at %s", code, point)
	}
}

// fails runs the node, which must end by itself, and is all that it has said.
func (h home) fails(flags ...string) string {
	h.t.Helper()
	return h.failsAs(h.node(flags...))
}

func (h home) failsAs(node crashtest.Node) string {
	h.t.Helper()
	_ = os.Remove(h.log())
	code := h.ends(node)
	said, err := os.ReadFile(h.log())
	if err != nil {
		h.t.Fatal(err)
	}
	if code != 1 {
		h.t.Fatalf("the node has ended with %d, and should not have started:\n%s", code, said)
	}
	return string(said)
}

// blocks are what has been streamed, all of it whole and without a gap.
func (h home) blocks() crashtest.Blocks {
	h.t.Helper()
	blocks, err := crashtest.ReadBlocks(h.streamed())
	if err == nil {
		err = blocks.CheckComplete(blocks.Last())
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return blocks
}

// awaitText returns when the node has said so.
func (h home) awaitText(process *crashtest.Process, text string) {
	h.t.Helper()
	if err := crashtest.AwaitText(process, patience, h.log(), text); err != nil {
		h.t.Error(err)
	}
}

func wantText(t *testing.T, said string, wanted ...string) {
	t.Helper()
	for _, text := range wanted {
		if !strings.Contains(said, text) {
			t.Errorf("nothing is said of %q in:\n%s", text, said)
		}
	}
}

func height(h int64) string { return fmt.Sprint(h) }
