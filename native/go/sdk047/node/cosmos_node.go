// The example node: a small chain of Cosmos SDK v0.47 on CometBFT, with one validator and a load of its own.
package main

import (
	"fmt"
	"os"

	"github.com/cosmos/cosmos-sdk/server"
	servercmd "github.com/cosmos/cosmos-sdk/server/cmd"
)

// envPrefix begins the variables that override options, as in NODE_STREAMERS_FILE_WRITE_DIR.
const envPrefix = "NODE"

func main() {
	if err := servercmd.Execute(newRootCommand(), envPrefix, os.ExpandEnv("$HOME/.abcistream-node")); err != nil {
		if code, ok := err.(server.ErrorCode); ok {
			os.Exit(code.Code)
		}
		os.Exit(1)
	}
}

// exit ends the process where the SDK gives the app's constructor no error to return.
func exit(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}
