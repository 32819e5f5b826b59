package main

import (
	"strings"
	"testing"
)

func TestTheCostOfABlockIsMeasuredForEachStreamer(t *testing.T) {
	t.Parallel()
	out, err := newChain(t).run("cost", "--warm-up", "2", "--rounds", "2", "--blocks", "2", "--pairs", "40",
		"--dir", t.TempDir())
	if err != nil {
		t.Errorf("cost: %v", err)
	}
	for _, text := range []string{"none ", "sdk ", "abcistream / sdk ", "abcistream / none "} {
		if !strings.Contains(out, text) {
			t.Errorf("nothing is said of %q in:\n%s", text, out)
		}
	}
}
