package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"

	storetypes "cosmossdk.io/store/types"
	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/cosmos/gogoproto/proto"
	"github.com/spf13/cast"
	"google.golang.org/protobuf/encoding/protowire"
)

// seenDir is where the files of seenFiles are, below the home.
const seenDir = "seen"

// The fields of BlockMetadata.
const (
	fieldResponseCommit        = 6
	fieldRequestFinalizeBlock  = 7
	fieldResponseFinalizeBlock = 8
)

// seenFiles is a listener in Go that writes the files of a block from what it has seen, by the SDK's own encoding: what
// the streaming services are compared with.
type seenFiles struct {
	dir    string
	height int64
	meta   map[protowire.Number][]byte
}

func addSeenFiles(app *baseapp.BaseApp, options servertypes.AppOptions, keys map[string]*storetypes.KVStoreKey) error {
	dir := filepath.Join(cast.ToString(options.Get(flags.FlagHome)), seenDir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var all []storetypes.StoreKey
	for _, key := range keys {
		all = append(all, key)
	}
	app.CommitMultiStore().AddListeners(all)
	addListener(app, &seenFiles{dir: dir})
	return nil
}

// ListenFinalizeBlock keeps both messages.
func (s *seenFiles) ListenFinalizeBlock(_ context.Context, req abci.RequestFinalizeBlock,
	res abci.ResponseFinalizeBlock,
) error {
	s.height, s.meta = req.Height, map[protowire.Number][]byte{}
	if err := s.keep(fieldRequestFinalizeBlock, &req); err != nil {
		return err
	}
	return s.keep(fieldResponseFinalizeBlock, &res)
}

// ListenCommit writes the files.
func (s *seenFiles) ListenCommit(_ context.Context, res abci.ResponseCommit,
	changeSet []*storetypes.StoreKVPair,
) error {
	if err := s.keep(fieldResponseCommit, &res); err != nil {
		return err
	}
	var meta, data []byte
	for _, field := range []protowire.Number{
		fieldResponseCommit, fieldRequestFinalizeBlock, fieldResponseFinalizeBlock,
	} {
		meta = protowire.AppendBytes(protowire.AppendTag(meta, field, protowire.BytesType), s.meta[field])
	}
	for _, pair := range changeSet {
		message, err := proto.Marshal(pair)
		if err != nil {
			return err
		}
		data = protowire.AppendBytes(data, message)
	}
	if err := s.write("data", data); err != nil {
		return err
	}
	return s.write("meta", meta)
}

func (s *seenFiles) keep(field protowire.Number, message proto.Message) (err error) {
	s.meta[field], err = proto.Marshal(message)
	return err
}

func (s *seenFiles) write(kind string, payload []byte) error {
	file := filepath.Join(s.dir, fmt.Sprintf("block-%d-%s", s.height, kind))
	return os.WriteFile(file, append(binary.BigEndian.AppendUint64(nil, uint64(len(payload))), payload...), 0o600)
}
