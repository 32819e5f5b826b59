package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	storetypes "github.com/cosmos/cosmos-sdk/store/types"
)

func TestEveryFileIsThatOfTheReference(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.lives(h.node("--streamer", "both"), 60)
	streamed, err := filepath.Glob(h.path("streamed", "block-*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(streamed) < 2*60 {
		t.Fatalf("only %d files were streamed", len(streamed))
	}
	for _, file := range streamed {
		ours, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := os.ReadFile(h.path(referenceDir, filepath.Base(file)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(ours, theirs) {
			t.Errorf("%s has %d bytes that are not the %d of the reference", filepath.Base(file), len(ours), len(theirs))
		}
	}
	wantLoad(t, streamed)
	if extra, _ := filepath.Glob(h.path(referenceDir, "block-*")); len(extra) != len(streamed) {
		t.Errorf("the reference has %d files, and there are %d", len(extra), len(streamed))
	}
}

// wantLoad fails where the blocks lack one of the things that a chain does.
func wantLoad(t *testing.T, files []string) {
	t.Helper()
	seen := map[string]int{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "meta") {
			var meta storetypes.BlockMetadata
			if err := meta.Unmarshal(content[8:]); err != nil {
				t.Fatal(err)
			}
			for _, tx := range meta.DeliverTxs {
				seen[fmt.Sprintf("transaction that failed: %v", tx.Response.Code != 0)]++
			}
			continue
		}
		for rest := content[8:]; len(rest) > 0; {
			size, head := binary.Uvarint(rest)
			var pair storetypes.StoreKVPair
			if err := pair.Unmarshal(rest[head : head+int(size)]); err != nil {
				t.Fatal(err)
			}
			seen[fmt.Sprintf("%s, deleted: %v", pair.StoreKey, pair.Delete)]++
			rest = rest[head+int(size):]
		}
	}
	for _, thing := range []string{
		"transaction that failed: false", "transaction that failed: true", "acc, deleted: false",
		"bank, deleted: false", "bank, deleted: true", "staking, deleted: false", "staking, deleted: true",
	} {
		if seen[thing] == 0 {
			t.Errorf("the load has no %s, and has %v", thing, seen)
		}
	}
}
