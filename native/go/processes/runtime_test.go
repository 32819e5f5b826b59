package processes

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// stress has Java use the signals that it shares with Go: null checks that fault, and safepoints of collections.
const stress = `
faults = ["*:null", "*:gc"]
timeout = "2m"
`

func TestGosRuntimeWorksAsWithoutAJVM(t *testing.T) {
	onEachCollector(t, func(t *testing.T, jdk, option string) {
		node := run(t, scenario{
			jdk: jdk, options: []string{option}, faulty: stress,
			steps: []string{
				"open=nil-panics", "nil-panics", "broken-pipes", "signals", "children", "preemption", "profile=cpu.pprof",
				"blocks=2", "close",
			},
		})
		node.check(0, "open: OK", "nil-panics: 1000 of 1000", "broken-pipes: 20 of 20", "signals: 5 of 7 kinds",
			"children: 40 of 40", "preemption: 5 collections", "profile: written", "blocks: 2 of 2", "close: OK")
		node.checkNoCrashReport()
		checkProfile(t, filepath.Join(node.home, "cpu.pprof"))
	})
}

// checkProfile: the signal PROF has come to Go while it was in the function burn.
func checkProfile(t *testing.T, path string) {
	t.Helper()
	packed, err := os.ReadFile(path)
	must(t, err)
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	must(t, err)
	profile, err := io.ReadAll(reader)
	must(t, err)
	if !bytes.Contains(profile, []byte("main.burn")) {
		t.Errorf("the profile, of %d bytes, has no sample of the function that was busy all the time", len(profile))
	}
}

func TestANodeStopsInOrderWhenASignalComes(t *testing.T) {
	for name, signal := range map[string]syscall.Signal{
		"terminated": syscall.SIGTERM, "interrupt": syscall.SIGINT, "hangup": syscall.SIGHUP,
	} {
		t.Run(name, func(t *testing.T) {
			onEachJDK(t, func(t *testing.T, jdk string) {
				p := start(t, scenario{jdk: jdk, steps: []string{"open", "blocks=1", "serve", "close"}})
				p.await("serving")
				must(t, p.cmd.Process.Signal(signal))
				node := p.end()
				node.check(0, "serve: "+name, "close: OK")
				node.checkNoCrashReport()
			})
		})
	}
}

func TestSIGQUITHasGoPrintItsGoroutines(t *testing.T) {
	onEachJDK(t, func(t *testing.T, jdk string) {
		node := run(t, scenario{jdk: jdk, steps: []string{"open", "blocks=1", "quit"}})
		node.check(2, "open: OK", "blocks: 1 of 1")
		node.checkStderr(`(?s)SIGQUIT: quit.*goroutine 1 .*main\.main`)
		node.checkNoCrashReport()
	})
}

func TestAPanicThatNobodyRecoversIsGosOwn(t *testing.T) {
	onEachJDK(t, func(t *testing.T, jdk string) {
		node := run(t, scenario{jdk: jdk, faulty: stress, steps: []string{"open", "blocks=2", "die"}})
		node.check(2, "open: OK", "blocks: 2 of 2")
		node.checkStderr(`(?s)panic: runtime error: invalid memory address or nil pointer dereference\n` +
			`\[signal SIGSEGV: .*goroutine 1 .*main\.dereference`)
		node.checkNoCrashReport()
	})
}

func TestANodeMayReturnFromMainWhileJavaRuns(t *testing.T) {
	onEachJDK(t, func(t *testing.T, jdk string) {
		node := run(t, scenario{
			jdk: jdk, faulty: "faults = ['1:thread-leak', '3:hang']\ndelivery = 'async'", steps: []string{"open", "blocks=5"},
		})
		node.check(0, "open: OK", "blocks: 5 of 5")
		node.checkHeights("healthy", heights(1, 5)...)
	})
}
