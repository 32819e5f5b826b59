package abcistream

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The installation to test with is the one that ABCISTREAM_HOME names, else the one that pkg-config finds.
func installation(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("ABCISTREAM_HOME")
	if folder == "" {
		prefix, err := exec.Command("pkg-config", "--variable=prefix", "abcistream").Output()
		if err != nil {
			t.Skip("ABCISTREAM_HOME is not set, and pkg-config finds no abcistream; set PKG_CONFIG_PATH")
		}
		folder = strings.TrimSpace(string(prefix))
	}
	if jars, _ := filepath.Glob(filepath.Join(folder, "share", "abcistream", "abcistream-host-*.jar")); jars == nil {
		t.Skipf("%s has no jars in share/abcistream; mvn package puts them there", folder)
	}
	return folder
}

// streamed is the folder below the home that the file service writes to.
const streamed = "streamed"

// fileConfig loads the file service for the stores that keys names, as a list in TOML.
func fileConfig(keys string) string {
	return fmt.Sprintf(`
[store]
streamers = ["file"]
[streamers.file]
keys = %s
write_dir = %q
output-metadata = true
stop-node-on-error = true
`, keys, streamed)
}

// open opens a stream which the test closes, with the home and the log that the options name, else some of its own.
func open(t testing.TB, options Options) *Stream {
	t.Helper()
	options.InstallDir = installation(t)
	if options.Home == "" {
		options.Home = t.TempDir()
	}
	if options.Log == nil {
		options.Log = func(Record) {}
	}
	stream, err := Open(options)
	must(t, err)
	t.Cleanup(func() { must(t, stream.Close()) })
	return stream
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// pairsOf are the bytes of the pairs in a block's file of data, without the length before them.
func pairsOf(t testing.TB, home string, height int64) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(home, streamed, fmt.Sprintf("block-%d-data", height)))
	must(t, err)
	if size := binary.BigEndian.Uint64(data); size != uint64(len(data)-8) {
		t.Fatalf("the file says that it has %d bytes behind its length, and has %d", size, len(data)-8)
	}
	return data[8:]
}
