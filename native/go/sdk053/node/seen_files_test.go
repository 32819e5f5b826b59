package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestEveryFileIsWhatAListenerInGoHasSeen(t *testing.T) {
	for name, flags := range map[string][]string{"plain": nil, "optimistic": {"--" + flagOptimistic}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newChain(t)
			c.lives(60, append(flags, "--"+flagStreamer, "both")...)
			if last := c.last(); last < 60 {
				t.Fatalf("only %d heights are there", last)
			}
			wantSameFiles(t, c.in("streamed"), c.in(seenDir))
		})
	}
}

func wantSameFiles(t *testing.T, streamed, seen string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(streamed, "block-*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		wantSameFile(t, file, filepath.Join(seen, filepath.Base(file)))
	}
	if all, _ := filepath.Glob(filepath.Join(seen, "block-*")); len(all) != len(files) {
		t.Errorf("%d files were streamed, and %d seen", len(files), len(all))
	}
}

func wantSameFile(t *testing.T, streamed, seen string) {
	t.Helper()
	ours, err := os.ReadFile(streamed)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := os.ReadFile(seen)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(ours, theirs) {
		t.Errorf("%s has %d bytes that are not the %d seen", filepath.Base(streamed), len(ours), len(theirs))
	}
}
