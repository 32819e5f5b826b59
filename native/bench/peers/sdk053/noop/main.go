// Command noop is a go-plugin that takes blocks and does nothing with them: what remains is what
// the way to a plugin costs.
package main

import (
	"context"
	"math"

	streamingabci "cosmossdk.io/store/streaming/abci"
	storetypes "cosmossdk.io/store/types"
	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
)

type noop struct{}

func (noop) ListenFinalizeBlock(context.Context, abci.RequestFinalizeBlock, abci.ResponseFinalizeBlock) error {
	return nil
}

func (noop) ListenCommit(context.Context, abci.ResponseCommit, []*storetypes.StoreKVPair) error {
	return nil
}

// newServer takes messages of any size: with the default of 4 MiB the larger blocks fail.
func newServer(options []grpc.ServerOption) *grpc.Server {
	return plugin.DefaultGRPCServer(append(options, grpc.MaxRecvMsgSize(math.MaxInt32)))
}

func main() {
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: streamingabci.Handshake,
		Plugins:         plugin.PluginSet{"abci": &streamingabci.ListenerGRPCPlugin{Impl: noop{}}},
		GRPCServer:      newServer,
	})
}
