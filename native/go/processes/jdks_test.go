package processes

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// wantedJDKs are the releases that the tests shall have seen; others that are found are used as well.
var wantedJDKs = []int{17, 25}

var javaVersion = regexp.MustCompile(`(?m)^JAVA_VERSION="(\d+)`)

// foundJDKs are the folders of JDKs by their release: JAVA_HOME first, then those that Linux distributions install.
func foundJDKs() map[int]string {
	found := map[int]string{}
	usual, _ := filepath.Glob("/usr/lib/jvm/*")
	for _, home := range append([]string{os.Getenv("JAVA_HOME")}, usual...) {
		home, _ = filepath.EvalSymlinks(home) // As the library names it in messages.
		release, _ := os.ReadFile(filepath.Join(home, "release"))
		version := javaVersion.FindSubmatch(release)
		if version == nil {
			continue
		}
		if major, _ := strconv.Atoi(string(version[1])); major >= 17 && found[major] == "" {
			found[major] = home
		}
	}
	return found
}

// onEachJDK runs a test in parallel on every JDK, and says which one is missing.
func onEachJDK(t *testing.T, test func(t *testing.T, jdk string)) {
	jdks := foundJDKs()
	for _, major := range wantedJDKs {
		if jdks[major] == "" {
			jdks[major] = ""
		}
	}
	for major, jdk := range jdks {
		t.Run(fmt.Sprintf("JDK %d", major), func(t *testing.T) {
			if jdk == "" {
				t.Skipf("there is no JDK %d in JAVA_HOME or below /usr/lib/jvm", major)
			}
			t.Parallel()
			test(t, jdk)
		})
	}
}

var collectors = []string{"Serial", "G1", "Z"}

// onEachCollector runs a test on every JDK with every collector of garbage, each of which has its own use of signals.
func onEachCollector(t *testing.T, test func(t *testing.T, jdk, option string)) {
	onEachJDK(t, func(t *testing.T, jdk string) {
		for _, collector := range collectors {
			t.Run(collector, func(t *testing.T) {
				t.Parallel()
				test(t, jdk, "-XX:+Use"+collector+"GC")
			})
		}
	})
}
