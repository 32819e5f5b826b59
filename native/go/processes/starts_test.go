package processes

import (
	"strings"
	"testing"
)

// afterwards are steps that tell whether a node whose stream was not opened has its runtime for itself.
var afterwards = []string{"open=nil-panics", "nil-panics", "broken-pipes", "signals", "children"}

func checkLivesOn(node *ended, opening string) {
	node.t.Helper()
	node.check(0, "open: "+opening, "nil-panics: 1000 of 1000", "broken-pipes: 20 of 20", "signals: 5 of 7 kinds",
		"children: 40 of 40")
	node.checkNoCrashReport()
}

func TestANodeLivesOnWhenItsJVMCannotBeStarted(t *testing.T) {
	for name, test := range map[string]struct{ options, words string }{
		"an unknown option":  {"-XX:+NoSuchOption", "Unrecognized VM option 'NoSuchOption'"},
		"two collectors":     {"-XX:+UseParallelGC", "garbage collectors selected"},
		"no agent in C":      {"-agentlib:nosuchagent", "Could not find agent library nosuchagent"},
		"no agent in Java":   {"-javaagent:nosuch.jar", "agent library failed"},
		"no such module":     {"--add-modules=no.such.module", "it has printed its reason to"},
		"a heap beyond all":  {"-Xms400000g -Xmx400000g", "heap"},
		"a heap of nonsense": {"-Xmx1z", "Invalid maximum heap size: -Xmx1z"},
	} {
		t.Run(name, func(t *testing.T) {
			onEachJDK(t, func(t *testing.T, jdk string) {
				checkLivesOn(run(t, scenario{
					jdk: jdk, options: strings.Fields("-XX:+UseSerialGC " + test.options), steps: afterwards,
				}), "JVM_START: the JVM of "+jdk+" did not start: ..."+test.words+"...")
			})
		})
	}
}

func TestANodeLivesOnWithoutAJDK(t *testing.T) {
	t.Parallel()
	node := run(t, scenario{jdk: "/nowhere", steps: afterwards})
	checkLivesOn(node, `JVM_NOT_FOUND: options.java_home is "/nowhere", which has no...`)
}

func TestANodeLivesOnWhenAServiceCannotBeMade(t *testing.T) {
	for name, test := range map[string]struct{ faulty, opening string }{
		"it throws":         {"constructor = 'throw'", "SERVICE_FAILED: service faulty cannot start: the disk is on fire"},
		"it ends the JVM":   {"constructor = 'exit'", "SERVICE_FAILED: service faulty cannot start: ...are refused..."},
		"it hangs":          {"constructor = 'hang'", "TIMEOUT: service faulty was not ready within...start-timeout..."},
		"it has no options": {"faults = 3", "CONFIG: service faulty cannot start: ...faults is 3..."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkLivesOn(run(t, scenario{faulty: test.faulty, steps: afterwards}), test.opening)
		})
	}
}
