package main

import (
	"testing"

	"abcistream.org/go/sdk053"
)

func TestANodeThatIsNotToDieHasNoListenersOfTheKillPoint(t *testing.T) {
	want := &sdk053.Streaming{}
	got, err := killPoint{}.watch(nil, func() (*sdk053.Streaming, error) { return want, nil })
	if got != want || err != nil {
		t.Errorf("watch without a point: %v, %v", got, err)
	}
}
