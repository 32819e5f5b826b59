package abcistream

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand"
	"testing"
)

func TestThePairsEncodingIsCanonical(t *testing.T) {
	long := bytes.Repeat([]byte{'v'}, 300)
	for _, test := range []struct {
		name       string
		key, value []byte
		isDelete   bool
		expected   string
	}{
		{"a set", []byte("k"), []byte("v"), false, "\x0c\x0a\x04bank\x1a\x01k\x22\x01v"},
		{"an empty value has no field, and is no delete", []byte("k"), nil, false, "\x09\x0a\x04bank\x1a\x01k"},
		{"a delete", []byte("k"), nil, true, "\x0b\x0a\x04bank\x10\x01\x1a\x01k"},
		{"a delete that has a value", []byte("k"), []byte("v"), true, "\x0e\x0a\x04bank\x10\x01\x1a\x01k\x22\x01v"},
		{"lengths of two bytes", []byte("k"), long, false, "\xb8\x02\x0a\x04bank\x1a\x01k\x22\xac\x02" + string(long)},
	} {
		t.Run(test.name, func(t *testing.T) {
			bank, stream, memory := newStore("bank"), Stream{}, make([]byte, smallestChunk)
			stream.stores, stream.room.memory = []store{bank}, memory
			must(t, stream.OnWrite(0, test.key, test.value, test.isDelete))
			if actual := string(memory[:stream.room.used]); actual != test.expected {
				t.Errorf("%q\nis not what it must be,\n%q", actual, test.expected)
			}
		})
	}
}

func TestVarintsAreAsLongAsTheySay(t *testing.T) {
	for value, size := range map[int]int{0: 1, 1: 1, 127: 1, 128: 2, 1<<14 - 1: 2, 1 << 14: 3, 1<<21 - 1: 3, 1 << 21: 4} {
		if actual := uvarintSize(value); actual != size {
			t.Errorf("the varint of %d has %d bytes, not %d", value, size, actual)
		}
	}
}

type write struct {
	store      uint32
	key, value []byte
	isDelete   bool
}

// awkwardSizes are those at which something changes: lengths of varints, and the ends of chunks.
var awkwardSizes = []int{0, 1, 2, 126, 127, 128, 129, 1 << 14, 1<<14 - 20, 1 << 16, 1<<18 + 1, 1<<20 - 40, 1 << 20, 3 << 20}

func randomBytes(random *rand.Rand, size int) []byte {
	bytes := make([]byte, size)
	random.Read(bytes)
	return bytes
}

// randomWrites go to the stores in runs, as those of a chain do, but for some that jump.
func randomWrites(random *rand.Rand, stores, count int) []write {
	writes := make([]write, count)
	at := uint32(0)
	for i := range writes {
		if random.Intn(8) == 0 {
			at = uint32(random.Intn(stores))
		}
		size := random.Intn(300)
		if random.Intn(60) == 0 {
			size = awkwardSizes[random.Intn(len(awkwardSizes))]
		}
		writes[i] = write{at, randomBytes(random, 1+random.Intn(150)), randomBytes(random, size), random.Intn(5) == 0}
	}
	return writes
}

func commit(t testing.TB, stream *Stream, height int64, onWrite func(uint32, []byte, []byte, bool) error, writes []write) {
	t.Helper()
	must(t, stream.ListenFinalizeBlock(nil, nil))
	for _, w := range writes {
		must(t, onWrite(w.store, w.key, w.value, w.isDelete))
	}
	must(t, stream.ListenCommit(height, nil, nil))
}

// storeNames has names of which the longest needs a length of two bytes.
func storeNames() []string {
	return []string{"bank", "acc", "a store with a name of its own" + string(bytes.Repeat([]byte{'.'}, 100)), "gov"}
}

func TestWritesAreTheSameBytesAsTheLibraryMakesOfThem(t *testing.T) {
	home, stores := t.TempDir(), storeNames()
	stream := open(t, Options{Home: home, Config: fileConfig(`["*"]`), Stores: stores})
	for seed := int64(0); seed < 6; seed++ {
		writes := randomWrites(rand.New(rand.NewSource(seed)), len(stores), 1500)
		commit(t, stream, 2*seed+1, stream.writeByCall, writes)
		commit(t, stream, 2*seed+2, stream.OnWrite, writes)
		expected, actual := pairsOf(t, home, 2*seed+1), pairsOf(t, home, 2*seed+2)
		if !bytes.Equal(expected, actual) {
			t.Fatalf("seed %d: the library makes %d bytes of the writes, and Go %d others", seed, len(expected), len(actual))
		}
	}
}

func TestBothWaysOfWritingKeepTheOrder(t *testing.T) {
	home := t.TempDir()
	stream := open(t, Options{Home: home, Config: fileConfig(`["*"]`), Stores: []string{"bank"}})
	must(t, stream.ListenFinalizeBlock(nil, nil))
	must(t, stream.OnWrite(0, []byte("1"), nil, false))
	must(t, stream.writeByCall(0, []byte("2"), nil, false))
	must(t, stream.OnWrite(0, []byte("3"), nil, false))
	must(t, stream.ListenCommit(1, nil, nil))
	const expected = "\x09\x0a\x04bank\x1a\x011\x09\x0a\x04bank\x1a\x012\x09\x0a\x04bank\x1a\x013"
	if actual := string(pairsOf(t, home, 1)); actual != expected {
		t.Errorf("%q\nis not what it must be,\n%q", actual, expected)
	}
}

func TestWritesOfABlockThatIsDroppedAreDropped(t *testing.T) {
	home := t.TempDir()
	stream := open(t, Options{Home: home, Config: fileConfig(`["*"]`), Stores: []string{"bank"}})
	writeDropped := func() {
		for i := 0; i < 1000; i++ {
			must(t, stream.OnWrite(0, []byte("dropped"), make([]byte, 100), false))
		}
	}
	writeDropped()
	must(t, stream.AbandonBlock())
	must(t, stream.ListenFinalizeBlock(nil, nil))
	writeDropped()
	must(t, stream.ListenFinalizeBlock(nil, nil))
	must(t, stream.OnWrite(0, []byte("k"), nil, false))
	must(t, stream.ListenCommit(1, nil, nil))
	const expected = "\x09\x0a\x04bank\x1a\x01k"
	if actual := string(pairsOf(t, home, 1)); actual != expected {
		t.Errorf("%q\nis not what it must be,\n%q", actual, expected)
	}
}

func TestWritesBeforeTheBeginBelongToTheBlock(t *testing.T) {
	home := t.TempDir()
	stream := open(t, Options{Home: home, Config: fileConfig(`["*"]`), Stores: []string{"bank"}})
	must(t, stream.OnWrite(0, []byte("k"), nil, false))
	must(t, stream.ListenBeginBlock(nil, nil))
	if err := stream.ListenBeginBlock(nil, nil); !errors.Is(err, StatusOutOfOrder) {
		t.Errorf("a second begin after such a write: %v", err)
	}
	must(t, stream.ListenEndBlock(nil, nil))
	must(t, stream.ListenCommit(1, nil, nil))
	if actual := string(pairsOf(t, home, 1)); actual != "\x09\x0a\x04bank\x1a\x01k" {
		t.Errorf("the block has %q", actual)
	}
}

func TestWritesThatTheLibraryRefusesAreRefusedInItsWords(t *testing.T) {
	stream := open(t, Options{Config: fileConfig(`["*"]`), Stores: []string{"bank"}})
	for err, expected := range map[error]string{
		stream.OnWrite(1, []byte("k"), nil, false): "on_write: there is no store 1; abcistream_open was given 1 stores",
		stream.OnWrite(0, nil, []byte("v"), false): "on_write: the key is empty; a store's keys have at least one byte",
	} {
		var refused *Error
		if !errors.As(err, &refused) || *refused != (Error{StatusInvalidArgument, expected}) {
			t.Errorf("%v is not \"%s\"", err, expected)
		}
	}
}

func TestStoresThatNobodyWantsTakeNoRoom(t *testing.T) {
	stream := open(t, Options{Config: fileConfig(`["acc"]`), Stores: []string{"bank", "acc"}})
	if stream.Listens(0) || !stream.Listens(1) || stream.Listens(2) {
		t.Errorf("Listens is %t for a store that nobody wants, %t for one that is wanted, %t for one that is none",
			stream.Listens(0), stream.Listens(1), stream.Listens(2))
	}
	must(t, stream.OnWrite(0, []byte("k"), []byte("v"), false))
	if stream.room.memory != nil {
		t.Errorf("a write to a store that nobody wants has %d bytes of room", len(stream.room.memory))
	}
}

func TestHooksDoNotAllocate(t *testing.T) {
	stream := open(t, Options{Config: fileConfig(`["*"]`), Stores: []string{"acc", "bank"}})
	key, value, message := []byte("key"), make([]byte, 300), make([]byte, 1000)
	height := int64(0)
	allocations := testing.AllocsPerRun(20, func() {
		height++
		must(t, stream.ListenBeginBlock(message, message))
		must(t, stream.ListenDeliverTx(message, message))
		must(t, stream.ListenEndBlock(message, message))
		for i := uint32(0); i < 1000; i++ {
			must(t, stream.OnWrite(i/100%2, key, value, false))
		}
		must(t, stream.ListenCommit(height, key, message))
	})
	if allocations != 0 {
		t.Errorf("a block allocates %v times", allocations)
	}
}

// What a pair costs, by the two ways and by the size of its value. Blocks are abandoned, so that no service is measured.
func BenchmarkWrite(b *testing.B) {
	stream := open(b, Options{Config: fileConfig(`["*"]`), Stores: []string{"bank"}})
	unwanted := open(b, Options{Config: fileConfig(`[]`), Stores: []string{"bank"}})
	key := make([]byte, 40)
	for _, way := range []struct {
		name    string
		stream  *Stream
		onWrite func(uint32, []byte, []byte, bool) error
	}{{"encode", stream, stream.OnWrite}, {"call", stream, stream.writeByCall}, {"unwanted", unwanted, unwanted.OnWrite}} {
		for _, size := range []int{120, 10 << 10} {
			b.Run(fmt.Sprintf("%s/%d", way.name, size), func(b *testing.B) {
				value := make([]byte, size)
				b.SetBytes(int64(len(key) + size))
				for i := 0; i < b.N; i++ {
					if i%2000 == 0 {
						must(b, way.stream.AbandonBlock())
					}
					if err := way.onWrite(0, key, value, false); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
