package abcistream

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The kinds of records of a trace; native/examples/traces/format.md describes the format.
const (
	traceBeginBlock    = 1
	traceDeliverTx     = 2
	traceEndBlock      = 3
	traceCommit        = 4
	traceWrite         = 5
	traceFinalizeBlock = 6
)

// trace is what is still to be read of one.
type trace []byte

func (r *trace) bytes(size int) []byte {
	bytes := (*r)[:size]
	*r = (*r)[size:]
	return bytes
}

func (r *trace) blob() []byte { return r.bytes(int(binary.LittleEndian.Uint32(r.bytes(4)))) }

// replay calls the hooks of one record.
func (r *trace) replay(stream *Stream, handles map[string]uint32) error {
	switch kind := r.bytes(1)[0]; kind {
	case traceBeginBlock:
		return stream.ListenBeginBlock(r.blob(), r.blob())
	case traceDeliverTx:
		return stream.ListenDeliverTx(r.blob(), r.blob())
	case traceEndBlock:
		return stream.ListenEndBlock(r.blob(), r.blob())
	case traceFinalizeBlock:
		return stream.ListenFinalizeBlock(r.blob(), r.blob())
	case traceWrite:
		isDelete := r.bytes(1)[0] == 1
		store := string(r.blob())
		handle, known := handles[store]
		if !known {
			return fmt.Errorf("stores.txt lacks %s", store)
		}
		return stream.OnWrite(handle, r.blob(), r.blob(), isDelete)
	case traceCommit:
		height := int64(binary.LittleEndian.Uint64(r.bytes(8)))
		return stream.ListenCommit(height, nil, r.blob())
	default:
		return fmt.Errorf("a record of kind %d, %d bytes before the end", kind, len(*r))
	}
}

// expectedSums are the SHA-256 of all files that a trace must give, by their names.
func expectedSums(t *testing.T, folder string) map[string][sha256.Size]byte {
	t.Helper()
	sums := map[string][sha256.Size]byte{}
	files, _ := filepath.Glob(filepath.Join(folder, "expected", "block-*"))
	for _, file := range files {
		sums[filepath.Base(file)] = sumOf(t, file)
	}
	if len(files) > 0 {
		return sums
	}
	list, err := os.ReadFile(filepath.Join(folder, "expected.sha256"))
	must(t, err)
	for lines := bufio.NewScanner(bytes.NewReader(list)); lines.Scan(); {
		sum, name, _ := strings.Cut(lines.Text(), "  ")
		decoded, err := hex.DecodeString(sum)
		must(t, err)
		sums[name] = [sha256.Size]byte(decoded)
	}
	return sums
}

func sumOf(t *testing.T, file string) [sha256.Size]byte {
	t.Helper()
	content, err := os.ReadFile(file)
	must(t, err)
	return sha256.Sum256(content)
}

func TestRecordedChainsGiveTheFilesThatTheyMust(t *testing.T) {
	for name, count := range map[string]int{"small": 40, "v053-small": 48} {
		t.Run(name, func(t *testing.T) { replayFolder(t, filepath.Join("..", "..", "examples", "traces", name), count) })
	}
}

func replayFolder(t *testing.T, folder string, count int) {
	names, err := os.ReadFile(filepath.Join(folder, "stores.txt"))
	must(t, err)
	stores := strings.Fields(string(names))
	handles := map[string]uint32{}
	for i, store := range stores {
		handles[store] = uint32(i)
	}
	recorded, err := os.ReadFile(filepath.Join(folder, "trace.bin"))
	must(t, err)

	home := t.TempDir()
	stream := open(t, Options{Home: home, Config: fileConfig(`["*"]`), Stores: stores})
	for rest := trace(recorded); len(rest) > 0; {
		must(t, rest.replay(stream, handles))
	}

	expected := expectedSums(t, folder)
	files, err := filepath.Glob(filepath.Join(home, streamed, "block-*"))
	must(t, err)
	if len(files) != count || len(expected) != count {
		t.Fatalf("there are %d files, expected are %d, and %d are known", len(files), count, len(expected))
	}
	for _, file := range files {
		if expected[filepath.Base(file)] != sumOf(t, file) {
			t.Errorf("%s is not what it must be", filepath.Base(file))
		}
	}
}
