package processes

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// jcmd has the JVM inside the node do something, and looks for a pattern in what it answers.
func jcmd(p *process, jdk, pattern string, command ...string) {
	p.t.Helper()
	tool := filepath.Join(jdk, "bin", "jcmd")
	if _, err := os.Stat(tool); err != nil {
		p.t.Skipf("%s has no jcmd", jdk)
	}
	answer, err := exec.Command(tool, append([]string{strconv.Itoa(p.cmd.Process.Pid)}, command...)...).CombinedOutput()
	if err != nil || !regexp.MustCompile(pattern).Match(answer) {
		p.t.Errorf("jcmd %s has failed (%v), or its answer has nothing like %q:\n%s",
			strings.Join(command, " "), err, pattern, beginning(string(answer)))
	}
}

func TestTheJDKsToolsAttachToANode(t *testing.T) {
	onEachJDK(t, func(t *testing.T, jdk string) {
		p := start(t, scenario{jdk: jdk, faulty: stress, steps: []string{"open", "serve", "nil-panics", "signals", "close"}})
		p.await("serving")
		recording := filepath.Join(p.home, "attached.jfr")
		jcmd(p, jdk, `"abcistream`, "Thread.print")
		jcmd(p, jdk, `(?i)tenured .*total`, "GC.heap_info")
		jcmd(p, jdk, `Started recording`, "JFR.start", "name=attached", "settings=profile")
		jcmd(p, jdk, `attached`, "JFR.check")
		jcmd(p, jdk, `Dumped recording`, "JFR.dump", "name=attached", "filename="+recording)
		must(t, p.cmd.Process.Signal(syscall.SIGTERM))
		node := p.end()
		node.check(0, "serve: terminated", "nil-panics: 1000 of 1000", "signals: 5 of 7 kinds", "close: OK")
		node.checkNoCrashReport()
		checkRecording(t, recording)
	})
}

// The option is one that HotSpot writes into while it reads it.
func TestARecordingFromTheStartSamplesJavaAndNotGo(t *testing.T) {
	onEachJDK(t, func(t *testing.T, jdk string) {
		node := run(t, scenario{
			jdk: jdk, options: []string{"-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=started.jfr"},
			faulty: stress,
			steps:  []string{"open", "nil-panics", "broken-pipes", "profile=cpu.pprof", "blocks=5", "close"},
		})
		node.check(0, "open: OK", "nil-panics: 1000 of 1000", "broken-pipes: 20 of 20", "profile: written",
			"blocks: 5 of 5", "close: OK")
		node.checkNoCrashReport()
		checkProfile(t, filepath.Join(node.home, "cpu.pprof"))
	})
}

// checkRecording: the file is one of JFR's, and more than its head.
func checkRecording(t *testing.T, path string) {
	t.Helper()
	recording, err := os.ReadFile(path)
	must(t, err)
	if !strings.HasPrefix(string(recording), "FLR\x00") || len(recording) < 10_000 {
		t.Errorf("%s has %d bytes, or does not begin as a recording does", path, len(recording))
	}
}
