package abcistream

import (
	"encoding/json"
	"errors"
	"log/slog"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestEveryStatusHasItsName(t *testing.T) {
	for status, name := range map[Status]string{
		StatusOK: "OK", StatusInvalidArgument: "INVALID_ARGUMENT", StatusOutOfOrder: "OUT_OF_ORDER", StatusHeight: "HEIGHT",
		StatusConfig: "CONFIG", StatusJVMNotFound: "JVM_NOT_FOUND", StatusJVMStart: "JVM_START", StatusJVMGone: "JVM_GONE",
		StatusJVMOptions: "JVM_OPTIONS", StatusServiceFailed: "SERVICE_FAILED", StatusTimeout: "TIMEOUT",
		StatusNoMemory: "NO_MEMORY", StatusClosed: "CLOSED", StatusForked: "FORKED", StatusInternal: "INTERNAL",
		StatusInternal + 1: "UNKNOWN", -1: "UNKNOWN",
	} {
		if status.String() != name || status.Error() == "" {
			t.Errorf("status %d is %s (%s), not %s", int32(status), status, status.Error(), name)
		}
	}
}

func TestAnErrorIsFoundByItsStatus(t *testing.T) {
	var err error = &Error{StatusHeight, "height 3 is below 4"}
	var status Status
	if !errors.Is(err, StatusHeight) || errors.Is(err, StatusConfig) || !errors.As(err, &status) || status != StatusHeight {
		t.Errorf("%v has the status %v", err, status)
	}
	if err.Error() != "abcistream: HEIGHT: height 3 is below 4" {
		t.Errorf("its words are \"%v\"", err)
	}
}

func TestOptionsThatAreNoTextAreRefused(t *testing.T) {
	for name, options := range map[string]Options{
		"Options.Config has a NUL byte at 3":        {Config: "a=1\x00"},
		"Options.Home has a NUL byte at 0":          {Home: "\x00"},
		"Options.Stores[1] has a NUL byte at 4":     {Stores: []string{"acc", "bank\x00"}},
		"Options.JVMOptions[0] has a NUL byte at 5": {JVMOptions: []string{"-Xmx1\x00g"}},
	} {
		stream, err := Open(options)
		if stream != nil || !errors.Is(err, StatusInvalidArgument) || !strings.Contains(err.Error(), name) {
			t.Errorf("%v does not say that %s", err, name)
		}
	}
}

func TestAStreamThatCannotBeOpenedSaysWhy(t *testing.T) {
	folder := installation(t)
	silent := func(Record) {}
	for name, test := range map[string]struct {
		options Options
		status  Status
		message string
	}{
		"no home":     {Options{}, StatusInvalidArgument, "options.home is empty; pass the node's home folder"},
		"no height":   {Options{Home: "/", NodeHeight: -1}, StatusInvalidArgument, "options.node_height is -1"},
		"twin stores": {Options{Home: "/", Stores: []string{"a", "a"}}, StatusInvalidArgument, `the name "a" twice`},
		"a fault in the config": {
			Options{Home: t.TempDir(), Config: "store = [", ConfigName: "node.toml", InstallDir: folder, Log: silent},
			StatusConfig, "node.toml",
		},
	} {
		stream, err := Open(test.options)
		if stream != nil || !errors.Is(err, test.status) || !strings.Contains(err.Error(), test.message) {
			t.Errorf("%s: \"%v\" has not status %v and \"%s\"", name, err, test.status, test.message)
		}
	}
}

func TestAStreamThatIsClosedRefusesHooks(t *testing.T) {
	stream := open(t, Options{Stores: []string{"bank"}})
	must(t, stream.Close())
	must(t, stream.Close())
	_, lastHeight := stream.LastHeight()
	for name, err := range map[string]error{
		"ListenBeginBlock":    stream.ListenBeginBlock(nil, nil),
		"ListenDeliverTx":     stream.ListenDeliverTx(nil, nil),
		"ListenEndBlock":      stream.ListenEndBlock(nil, nil),
		"ListenFinalizeBlock": stream.ListenFinalizeBlock(nil, nil),
		"OnWrite":             stream.OnWrite(0, []byte("k"), nil, false),
		"ListenCommit":        stream.ListenCommit(1, nil, nil),
		"AbandonBlock":        stream.AbandonBlock(),
		"LastHeight":          lastHeight,
	} {
		if !errors.Is(err, StatusClosed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if stream.Listens(0) {
		t.Error("Listens(0)")
	}
	checkDescription(t, stream, false)
}

// checkDescription: the JSON of a stream that is open has its services.
func checkDescription(t *testing.T, stream *Stream, open bool) {
	t.Helper()
	var description struct {
		Version  string
		Services []struct {
			Name   string
			Height int64
		}
	}
	must(t, json.Unmarshal([]byte(stream.Describe()), &description))
	if description.Version != Version() || (description.Services != nil) != open {
		t.Errorf("version %s describes itself as %+v", Version(), description)
	}
}

func TestHooksOutOfOrderAreRefused(t *testing.T) {
	stream := open(t, Options{Stores: []string{"bank"}})
	for name, err := range map[string]error{
		"ListenDeliverTx": stream.ListenDeliverTx(nil, nil),
		"ListenEndBlock":  stream.ListenEndBlock(nil, nil),
		"ListenCommit":    stream.ListenCommit(1, nil, nil),
	} {
		if !errors.Is(err, StatusOutOfOrder) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestHeightsRiseAndAreKnownAfterwards(t *testing.T) {
	stream := open(t, Options{Config: fileConfig(`["*"]`), Stores: []string{"bank"}})
	height, err := stream.LastHeight()
	must(t, err)
	if height != 0 {
		t.Errorf("a new stream has height %d", height)
	}
	commit(t, stream, 7, stream.OnWrite, []write{{0, []byte("k"), nil, false}})
	height, err = stream.LastHeight()
	must(t, err)
	if height != 7 {
		t.Errorf("after block 7 the height is %d", height)
	}
	must(t, stream.ListenFinalizeBlock(nil, nil))
	if err := stream.ListenCommit(7, nil, nil); !errors.Is(err, StatusHeight) {
		t.Errorf("a second commit of height 7: %v", err)
	}
	checkDescription(t, stream, true)
}

// A goroutine may go on on another thread between two hooks; here each hook is on a thread of its own.
func TestHooksMayComeFromOneThreadAfterTheOther(t *testing.T) {
	home := t.TempDir()
	stream := open(t, Options{Home: home, Config: fileConfig(`["*"]`), Stores: []string{"bank"}})
	elsewhere := func(hook func() error) {
		failure := make(chan error)
		go func() {
			runtime.LockOSThread() // Never unlocked: the thread ends with the goroutine.
			failure <- hook()
		}()
		must(t, <-failure)
	}
	for height := int64(1); height <= 50; height++ {
		elsewhere(func() error { return stream.ListenFinalizeBlock(nil, nil) })
		for i := byte(0); i < 3; i++ {
			elsewhere(func() error { return stream.OnWrite(0, []byte{'0' + i}, nil, false) })
		}
		elsewhere(func() error { return stream.ListenCommit(height, nil, nil) })
		const expected = "\x09\x0a\x04bank\x1a\x010\x09\x0a\x04bank\x1a\x011\x09\x0a\x04bank\x1a\x012"
		if actual := string(pairsOf(t, home, height)); actual != expected {
			t.Fatalf("block %d has %q", height, actual)
		}
	}
}

func TestAStreamMayBeDescribedWhileItIsUsedAndClosed(t *testing.T) {
	stream := open(t, Options{Config: fileConfig(`["*"]`), Stores: []string{"bank"}})
	stop := make(chan struct{})
	var describing sync.WaitGroup
	for i := 0; i < 4; i++ {
		describing.Add(1)
		go func() {
			defer describing.Done()
			for {
				select {
				case <-stop:
					return
				default:
					if !json.Valid([]byte(stream.Describe())) {
						t.Error("a description is no JSON")
					}
				}
			}
		}()
	}
	for height := int64(1); height <= 20; height++ {
		commit(t, stream, height, stream.OnWrite, []write{{0, []byte("k"), nil, false}})
	}
	must(t, stream.Close())
	close(stop)
	describing.Wait()
}

func TestLogRecordsComeToTheNode(t *testing.T) {
	var records []Record
	var during sync.Mutex
	before := time.Now()
	home := t.TempDir()
	stream := open(t, Options{
		Name: "a chain", Home: home, Config: fileConfig(`["*"]`), Stores: []string{"bank"},
		Log: func(record Record) {
			during.Lock()
			defer during.Unlock()
			records = append(records, record)
		},
	})
	must(t, stream.Close())
	after := time.Now()
	during.Lock()
	defer during.Unlock()
	for _, record := range records {
		if record.Stream != "a chain" || record.Time.Before(before) || record.Time.After(after) {
			t.Errorf("%+v is not of this stream, or of another time", record)
		}
		if record.Logger == "abcistream.file" && record.Level == slog.LevelInfo &&
			strings.Contains(record.Message, filepath.Join(home, streamed)) {
			return
		}
	}
	t.Errorf("the file service has not said where it writes to: %+v", records)
}

func TestJavasLevelsAreThoseOfSlog(t *testing.T) {
	for level, expected := range map[int]slog.Level{
		0: LevelTrace, 10: slog.LevelDebug, 20: slog.LevelInfo, 30: slog.LevelWarn, 40: slog.LevelError,
	} {
		if actual := slogLevel(level); actual != expected {
			t.Errorf("level %d is %v, not %v", level, actual, expected)
		}
	}
}

func TestAStreamMayBeOpenedAgain(t *testing.T) {
	home := t.TempDir()
	options := Options{Home: home, Config: fileConfig(`["*"]`), Stores: []string{"bank"}}
	for height := int64(1); height <= 3; height++ {
		options.NodeHeight = height - 1
		stream := open(t, options)
		last, err := stream.LastHeight()
		must(t, err)
		if last != height-1 {
			t.Errorf("before block %d the services have %d", height, last)
		}
		commit(t, stream, height, stream.OnWrite, []write{{0, []byte("k"), nil, false}})
		must(t, stream.Close())
	}
	if files, _ := filepath.Glob(filepath.Join(home, streamed, "block-*")); len(files) != 2*3 {
		t.Errorf("three blocks are %d files", len(files))
	}
}
