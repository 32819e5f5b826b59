package recovery

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"abcistream.org/go/abcistream/appconfig"
)

func gone(int64) error { return errors.New("it is gone") }

func engine(first, initial int64) func() (Engine, error) {
	return func() (Engine, error) { return Engine{FirstBlock: first, InitialHeight: initial}, nil }
}

func noEngine(err error) func() (Engine, error) {
	return func() (Engine, error) { return Engine{}, err }
}

func TestThePlanFollowsFromTheSituation(t *testing.T) {
	upgrade := Upgrade{Name: "v2", Height: 95}
	for name, c := range map[string]struct {
		change func(*Situation)
		action Action
		says   string
	}{
		"missing blocks":                     {func(*Situation) {}, RollBack, ""},
		"none is missing":                    {func(s *Situation) { s.Streamed = 100 }, None, ""},
		"services ahead of the node":         {func(s *Situation) { s.Streamed = 101 }, None, ""},
		"no service keeps its height":        {func(s *Situation) { s.Streamed = 0 }, None, ""},
		"a new chain":                        {func(s *Situation) { s.Committed, s.Streamed = 0, 0 }, None, ""},
		"as many as may be":                  {func(s *Situation) { s.MaxBlocks = 10 }, RollBack, ""},
		"an upgrade long ago":                {func(s *Situation) { s.Upgrade = Upgrade{"v1", 91} }, RollBack, ""},
		"an upgrade that this binary awaits": {func(s *Situation) { s.Upgrade = upgrade; s.Handlers = []string{"v1"} }, RollBack, ""},
		"to be ignored": {
			func(s *Situation) { s.OnGap = appconfig.Ignore; s.MaxBlocks = 1; s.CheckState = gone }, Ignore, "",
		},
		"to stop": {
			func(s *Situation) { s.OnGap = appconfig.Stop; s.Streamed = 99 }, None,
			`height 100 is missing in the streaming services, and abcistream.on-gap is "stop": set it to "rollback" to have ` +
				`them replayed, or to "ignore" to go on without them`,
		},
		"too many": {
			func(s *Situation) { s.MaxBlocks = 9 }, None,
			"heights 91 to 100 are missing in the streaming services, and these 10 are more than " +
				"abcistream.max-rollback-blocks, which is 9: raise it to have them replayed",
		},
		"an upgrade that this binary has made": {
			func(s *Situation) { s.Upgrade = upgrade; s.Handlers = []string{"v1", "v2"} }, None,
			"heights 91 to 100 are missing in the streaming services, and those below 95 were made by the release before " +
				`upgrade "v2": start that one once, and this one when it has stopped for the upgrade`,
		},
		"an upgrade that the app says nothing of": {
			func(s *Situation) { s.Upgrade = upgrade }, None,
			"heights 91 to 100 are missing in the streaming services, and whether this binary made those below 95 is not known, " +
				`the height of upgrade "v2": let the app name the upgrades that it has handlers for`,
		},
		"a pruned state": {
			func(s *Situation) { s.CheckState = gone }, None,
			"heights 91 to 100 are missing in the streaming services, and the state of height 90 is not there any more, by " +
				"pruning or a state sync since (it is gone): the node cannot go back to it; with abcistream.on-gap = " +
				`"ignore" it goes on without them`,
		},
		"pruned blocks": {
			func(s *Situation) { s.Engine = engine(92, 1) }, None,
			"heights 91 to 100 are missing in the streaming services, and they cannot be replayed (the block store begins at " +
				`92): with abcistream.on-gap = "ignore" the node goes on without them`,
		},
		"blocks from the first that is missing": {func(s *Situation) { s.Engine = engine(91, 1) }, RollBack, ""},
		"no engine": {
			func(s *Situation) { s.Engine = noEngine(errors.New("it is gone")) }, None,
			"heights 91 to 100 are missing in the streaming services, and they cannot be replayed (it is gone): with " +
				`abcistream.on-gap = "ignore" the node goes on without them`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			there := func(wanted int64) func(int64) error {
				return func(height int64) error {
					if height != wanted {
						t.Errorf("height %d is looked at, not %d", height, wanted)
					}
					return nil
				}
			}
			s := Situation{
				Committed: 100, Streamed: 90, OnGap: appconfig.Rollback, MaxBlocks: 100,
				CheckState: there(90), Engine: engine(1, 1),
			}
			c.change(&s)
			plan, err := s.Plan()
			if err != nil && err.Error() != c.says || err == nil && c.says != "" {
				t.Errorf("said:\n%v\nwanted:\n%s", err, c.says)
			}
			if wanted := (Plan{c.action, s.Streamed, s.Committed}); plan != wanted {
				t.Errorf("planned %v, not %v", plan, wanted)
			}
		})
	}
}

func TestTheFirstBlockThatThereIsIsMissingWhereNoServiceHasOne(t *testing.T) {
	const first = "height 7 is missing in the streaming services, and "
	for name, c := range map[string]struct {
		engine func() (Engine, error)
		onGap  appconfig.OnGap
		plan   Plan
		says   string
	}{
		"of the chain":           {engine(7, 7), appconfig.Rollback, Plan{StartOver, 6, 7}, ""},
		"of the node":            {engine(7, 1), appconfig.Rollback, Plan{RollBack, 6, 7}, ""},
		"long ago":               {engine(6, 1), appconfig.Rollback, Plan{None, 0, 7}, ""},
		"not yet after a sync":   {engine(0, 1), appconfig.Rollback, Plan{None, 0, 7}, ""},
		"an engine without any":  {noEngine(fs.ErrNotExist), appconfig.Rollback, Plan{None, 0, 7}, ""},
		"to be ignored":          {engine(7, 7), appconfig.Ignore, Plan{Ignore, 6, 7}, ""},
		"an engine that is gone": {noEngine(errors.New("x")), appconfig.Rollback, Plan{None, 0, 7}, "whether the streaming services lack the first block is not known: x"},
		"to stop": {
			engine(7, 7), appconfig.Stop, Plan{None, 6, 7}, first + `abcistream.on-gap is "stop": set it to "rollback" to have ` +
				`them replayed, or to "ignore" to go on without them`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := Situation{
				Committed: 7, OnGap: c.onGap, MaxBlocks: 1, Engine: c.engine, Upgrade: Upgrade{"v1", 7},
				CheckState: func(height int64) error {
					if height != 6 {
						t.Errorf("height %d is looked at, not 6", height)
					}
					return nil
				},
			}
			plan, err := s.Plan()
			if err != nil && err.Error() != c.says || err == nil && c.says != "" {
				t.Errorf("said:\n%v\nwanted:\n%s", err, c.says)
			}
			if plan != c.plan {
				t.Errorf("planned %v, not %v", plan, c.plan)
			}
		})
	}
}

func TestTheUpgradeIsReadFromTheHome(t *testing.T) {
	home := t.TempDir()
	if upgrade, err := ReadUpgrade(home); err != nil || upgrade != (Upgrade{}) {
		t.Errorf("without a file: %v, %v", upgrade, err)
	}
	file := filepath.Join(home, "data", "upgrade-info.json")
	if err := os.Mkdir(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"name":"v2","time":"0001-01-01T00:00:00Z","height":95}`)
	if upgrade, err := ReadUpgrade(home); err != nil || upgrade != (Upgrade{"v2", 95}) {
		t.Errorf("read %v, %v", upgrade, err)
	}
	write(`{`)
	if _, err := ReadUpgrade(home); err == nil {
		t.Error("half a file is no error")
	}
}
