package blockcost

import (
	"io"
	"testing"
)

func TestACountBelowOneIsRefusedByName(t *testing.T) {
	for _, flag := range []string{"warm-up", "rounds", "blocks", "stores", "pairs", "txs"} {
		cmd := NewCommand(nil)
		cmd.SetArgs([]string{"--" + flag, "0"})
		cmd.SetOut(io.Discard)
		cmd.SetErr(io.Discard)
		err := cmd.Execute()
		if want := "--" + flag + " is 0, and must be 1 or more"; err == nil || err.Error() != want {
			t.Errorf("the error is %v, want %q", err, want)
		}
	}
}
