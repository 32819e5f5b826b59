package processes

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The ways to build a node in Go, beside the usual one.
var (
	withRaceDetector = &program{name: "node-race", flags: []string{"-race"}}
	asPIE            = &program{name: "node-pie", flags: []string{"-buildmode=pie"}}
	withArchive      = &program{name: "node-archive", flags: []string{"-tags=abcistream_static"}}
	fullyStatic      = &program{name: "node-static", flags: []string{
		"-tags=abcistream_static,netgo,osusergo", "-ldflags=-linkmode=external -extldflags=-static",
	}}
)

func TestANodeWorksHoweverItIsBuilt(t *testing.T) {
	for name, test := range map[string]struct {
		program *program
		options []string
	}{
		"with the race detector": {withRaceDetector, nil},
		"at any address":         {asPIE, nil},
		"with the archive":       {withArchive, nil},
		"with checks of JNI":     {usual, []string{"-Xcheck:jni"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			node := run(t, scenario{
				program: test.program, options: test.options, faulty: "faults = ['*:null', '*:gc', '3:throw', '5:exit']",
				steps: []string{"open=nil-panics", "blocks=6", "nil-panics", "broken-pipes", "signals", "children",
					"preemption", "profile=cpu.pprof", "close"},
			})
			node.check(0, "open: OK", "block 3: SERVICE_FAILED: ...", "block 5: SERVICE_FAILED: ...", "blocks: 4 of 6",
				"nil-panics: 1000 of 1000", "broken-pipes: 20 of 20", "signals: 5 of 7 kinds", "children: 40 of 40",
				"preemption: 5 collections", "profile: written", "close: OK")
			node.checkNoCrashReport()
		})
	}
}

func TestTheArchiveLeavesNoNeedOfTheSharedLibrary(t *testing.T) {
	t.Parallel()
	readelf, err := exec.LookPath("readelf")
	if err != nil {
		t.Skip("there is no readelf")
	}
	for program, needs := range map[*program]bool{usual: true, withArchive: false} {
		sections, err := exec.Command(readelf, "--dynamic", program.build(t)).Output()
		must(t, err)
		if strings.Contains(string(sections), "libabcistream") != needs {
			t.Errorf("%s: whether it needs the shared library should be %t:\n%s", program.name, needs, sections)
		}
	}
}

// Without a dynamic loader there can be no JVM.
func TestANodeWithoutALoaderIsToldSoAndLives(t *testing.T) {
	t.Parallel()
	if archives, _ := filepath.Glob("/usr/lib/*/libc.a"); archives == nil {
		t.Skip("there is no static C library, libc.a")
	}
	checkLivesOn(run(t, scenario{program: fullyStatic, jdk: os.Getenv("JAVA_HOME"), steps: afterwards}), "JVM_START: this program is linked statically...")
}
