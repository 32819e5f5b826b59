package main

import "testing"

func TestANodeThatIsNotToDieHasNoListenersOfTheKillSwitch(t *testing.T) {
	loaded := false
	err := killSwitch{}.watch(nil, nil, func() error {
		loaded = true
		return nil
	})
	if !loaded || err != nil {
		t.Errorf("watch without a point: loaded %v, %v", loaded, err)
	}
}
