// The example node: a small chain of Cosmos SDK v0.53 on CometBFT, with one validator and a load of its own.
package main

import (
	"fmt"
	"os"

	servercmd "github.com/cosmos/cosmos-sdk/server/cmd"
)

// envPrefix begins the variables that override options, as in NODE_STREAMERS_FILE_WRITE_DIR; the SDK takes that of
// options of app.toml from the name of the binary, which therefore is `node`.
const envPrefix = "NODE"

func main() {
	if err := servercmd.Execute(newRoot(), envPrefix, os.ExpandEnv("$HOME/.abcistream-node")); err != nil {
		os.Exit(1)
	}
}

// fail ends the process where the SDK gives the app's constructor no error to return.
func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}
