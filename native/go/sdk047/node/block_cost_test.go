package main

import "testing"

func TestTheCostOfABlockIsMeasuredForEachStreamer(t *testing.T) {
	t.Parallel()
	out := newHome(t).run(first(), "cost", "--warm-up", "2", "--rounds", "2", "--blocks", "2", "--pairs", "40",
		"--dir", t.TempDir())
	if out.err != nil {
		t.Errorf("cost: %v", out.err)
	}
	wantText(t, out.text, "none ", "sdk ", "abcistream / sdk ", "abcistream / none ")
}
