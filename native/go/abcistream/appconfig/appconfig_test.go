package appconfig

import (
	"strings"
	"testing"
	"time"
)

// options is a configuration with what overrides its tables, by dotted path.
type options struct {
	tables    map[string]any
	overrides map[string]any
}

func (o options) Get(key string) any {
	if value, ok := o.overrides[key]; ok {
		return value
	}
	var found any = o.tables
	for _, name := range strings.Split(key, ".") {
		table, ok := found.(map[string]any)
		if !ok {
			return nil
		}
		found = table[name]
	}
	return found
}

type table = map[string]any

func wantTOML(t *testing.T, from Getter, wanted string) {
	t.Helper()
	text, err := Render(from)
	if err != nil {
		t.Fatal(err)
	}
	if text != wanted {
		t.Errorf("rendered:\n%s\nwanted:\n%s", text, wanted)
	}
}

func TestEveryKindOfValueIsRendered(t *testing.T) {
	wantTOML(t, options{tables: table{
		"store":      table{"streamers": []any{"Custom"}},
		"abcistream": table{"jvm": table{"options": []any{"-Xmx1g", "-ea"}}, "on-gap": "stop"},
		"streamers": table{"custom": table{
			"text": "a \"quoted\"\n\\ text\x7f é", "number": int64(-7), "float": 2.0, "tiny": 1e-9, "flag": true,
			"date":   time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
			"time":   90 * time.Second,
			"client": table{"bootstrap.servers": "a:9092,b:9092", "acks": "all"},
			"routes": []any{table{"store": "bank", "topics": []any{"x", "y"}}, table{}},
			"a key":  []string{},
		}},
	}}, `[abcistream]
on-gap = "stop"
[abcistream.jvm]
options = ["-Xmx1g", "-ea"]
[store]
streamers = ["Custom"]
[streamers.custom]
"a key" = []
date = 2026-01-02T03:04:05Z
flag = true
float = 2.0
number = -7
routes = [{store = "bank", topics = ["x", "y"]}, {}]
text = "a \"quoted\"\u000a\\ text\u007f é"
time = "1m30s"
tiny = 1e-09
[streamers.custom.client]
acks = "all"
"bootstrap.servers" = "a:9092,b:9092"
`)
}

func TestWhatOverridesATableIsRendered(t *testing.T) {
	wantTOML(t, options{
		tables: table{
			"store":     table{"streamers": []any{"file"}},
			"streamers": table{"file": table{"keys": []any{"*"}, "write_dir": "a"}, "kafka": table{"x.y": "1"}},
		},
		overrides: map[string]any{
			"store.streamers":          "file audit",
			"streamers.file.keys":      "bank acc",
			"streamers.file.write_dir": "b",
			"streamers.kafka.x.y":      "2",
			"streamers.audit.keys":     "*",
			"abcistream.jvm.options":   "-ea -Xmx1g",
		},
	}, `[abcistream.jvm]
options = ["-ea", "-Xmx1g"]
[store]
streamers = ["file", "audit"]
[streamers.audit]
keys = ["*"]
[streamers.file]
keys = ["bank", "acc"]
write_dir = "b"
[streamers.kafka]
"x.y" = "2"
`)
}

func TestWhatANodeNeedsToKnowIsRead(t *testing.T) {
	config, err := Read(options{tables: table{
		"store": table{"streamers": []any{"f", "Audit"}},
		"abcistream": table{
			"on-gap": "ignore", "max-rollback-blocks": int64(7), "close-timeout": "3s",
		},
		"streamers": table{
			"f": table{"delivery": "async"}, "file": table{"delivery": "sync", "queue-blocks": "9"}, "audit": table{},
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if config.OnGap != Ignore || config.MaxRollbackBlocks != 7 || config.CloseTimeout != 3*time.Second {
		t.Errorf("read %+v", config)
	}
	wanted := []Service{{"f", true, 9}, {"Audit", false, 64}}
	if len(config.Services) != 2 || config.Services[0] != wanted[0] || config.Services[1] != wanted[1] {
		t.Errorf("read %+v, not %+v", config.Services, wanted)
	}
}

func TestDefaultsHoldWhereNothingIsSaid(t *testing.T) {
	config, err := Read(options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(config.Services) != 0 || config.OnGap != Rollback || config.MaxRollbackBlocks != 100 ||
		config.CloseTimeout != 8*time.Second {
		t.Errorf("read %+v", config)
	}
}

func TestMistakesAreNamed(t *testing.T) {
	for wanted, tables := range map[string]table{
		`abcistream.on-gap is maybe, and must be one of ["rollback" "stop" "ignore"]`: {"abcistream": table{"on-gap": "maybe"}},
		`abcistream.max-rollback-blocks is -1, and must be a whole number, 0 or more`: {
			"abcistream": table{"max-rollback-blocks": int64(-1)},
		},
		`abcistream.close-timeout is 3, and must be a time such as "5s"`: {"abcistream": table{"close-timeout": int64(3)}},
		`store.streamers has 3 in it: write a list of texts in quotes`:   {"store": table{"streamers": []any{int64(3)}}},
		`store.streamers is true: write a list of texts`:                 {"store": table{"streamers": true}},
		`streamers.custom.x is a struct {}, which app.toml has no form for`: {
			"streamers": table{"custom": table{"x": struct{}{}}},
		},
	} {
		if _, err := Read(options{tables: tables}); err == nil || err.Error() != wanted {
			t.Errorf("got %v, not %s", err, wanted)
		}
	}
}

func TestAQueueThatPruningOutrunsIsRefused(t *testing.T) {
	config := Config{OnGap: Rollback, Services: []Service{{"sync", false, 64}, {"Audit", true, 64}}}
	for keepRecent, fits := range map[uint64]bool{0: true, 2: false, 64: false, 65: true, 362880: true} {
		err := config.CheckQueues(keepRecent)
		if (err == nil) != fits {
			t.Errorf("keeping %d: %v", keepRecent, err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), "streamers.audit.queue-blocks is 64, and pruning keeps only ") {
			t.Errorf("keeping %d: %v", keepRecent, err)
		}
	}
	config.OnGap = Stop
	if err := config.CheckQueues(2); err != nil {
		t.Errorf("nothing is rolled back, and yet: %v", err)
	}
}
