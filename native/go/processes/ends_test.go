package processes

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestAServiceThatEndsTheProcessHasFailed(t *testing.T) {
	onEachJDK(t, func(t *testing.T, jdk string) {
		node := run(t, scenario{
			jdk: jdk, faulty: "faults = ['3:exit', '5:halt', '7:exit']",
			steps: []string{"open", "blocks=8", "nil-panics", "close"},
		})
		node.check(0, "open: OK", "block 3: SERVICE_FAILED: ...System.exit and Runtime.halt are refused...",
			"block 5: SERVICE_FAILED: ...are refused...", "block 7: SERVICE_FAILED: ...are refused...", "blocks: 5 of 8", "nil-panics: 1000 of 1000", "close: OK")
		node.checkNoCrashReport()
	})
}

func TestWhatAServiceThrowsIsItsBlocksFailure(t *testing.T) {
	onEachJDK(t, func(t *testing.T, jdk string) {
		node := run(t, scenario{
			jdk: jdk, options: []string{"-Xmx32m"},
			faulty: "faults = ['2:throw', '4:error', '6:stack-overflow', '8:oom']",
			steps:  []string{"open", "blocks=10", "nil-panics", "close"},
		})
		node.check(0, "open: OK", "block 2: SERVICE_FAILED: ...the disk is on fire", "block 4: SERVICE_FAILED: ...the disk is on fire",
			"block 6: SERVICE_FAILED: ...StackOverflowError...", "block 8: SERVICE_FAILED: ...OutOfMemoryError...", "blocks: 6 of 10",
			"nil-panics: 1000 of 1000", "close: OK")
		node.checkNoCrashReport()
	})
}

func TestAServiceThatHangsIsLateAndTheNodeLives(t *testing.T) {
	onEachJDK(t, func(t *testing.T, jdk string) {
		node := run(t, scenario{
			jdk: jdk, faulty: "faults = ['3:hang']\ntimeout = '300ms'",
			steps: []string{"open", "blocks=6", "nil-panics", "broken-pipes", "close"},
		})
		node.check(0, "open: OK", "block 3: TIMEOUT: service faulty...", "blocks: 5 of 6", "nil-panics: 1000 of 1000",
			"broken-pipes: 20 of 20", "close: TIMEOUT: ...faulty...")
		node.checkHeights("faulty", 1, 2)
		node.checkNoCrashReport()
	})
}

// The node logs with code of Go's, which must never have run on a Java thread when that crashes.
func TestACrashOfJavaIsReportedAndEndsTheNode(t *testing.T) {
	onEachCollector(t, func(t *testing.T, jdk, option string) {
		node := run(t, scenario{
			jdk: jdk, options: []string{option, "-XX:StartFlightRecording=settings=profile"},
			faulty: "faults = ['*:null', '30:native-crash']",
			steps:  []string{"open=nil-panics", "blocks=40"},
		})
		node.check(-int(syscall.SIGABRT), "open: OK")
		node.checkStderr(`INFO abcistream\.faulty: `)
		files := node.crashReports()
		if len(files) != 1 {
			node.fail("the JVM has written the reports %v", files)
			return
		}
		report, err := os.ReadFile(files[0])
		must(t, err)
		if !strings.Contains(string(report), "SIGSEGV") || !strings.Contains(string(report), "FaultAction.crash") {
			t.Errorf("the report does not say where it crashed: %s", beginning(string(report)))
		}
	})
}
