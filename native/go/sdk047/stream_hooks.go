package streaming

import (
	"context"
	"fmt"
	"sync"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/libs/log"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"

	"abcistream.org/go/abcistream"
)

const (
	// blockPatience is how long a block that is on its way may take when the node is to stop.
	blockPatience = 5 * time.Second
	// stopPatience is how long the node may take to stop before its next block is refused.
	stopPatience = time.Second
)

// service brings the hooks of one BaseApp to a stream.
type service struct {
	stream *abcistream.Stream
	logger log.Logger
	stores []storetypes.StoreKey // in the order of the stream's handles

	gate    gate
	inBlock bool
	height  int64
	closed  sync.Once
	failure error // of the close

	// rollback is what the store loader has to do before the first block, nil where there is nothing.
	rollback *rollback

	request, response []byte // reused from hook to hook
}

// ListenBeginBlock begins a block, unless the node is about to stop.
func (s *service) ListenBeginBlock(_ context.Context, req abci.RequestBeginBlock, res abci.ResponseBeginBlock) error {
	if err := s.rollback.check(); err != nil {
		return err
	}
	if stopping := holdSignals(); !s.inBlock && !s.gate.enter(stopping) {
		time.Sleep(stopPatience)
		return fmt.Errorf("height %d is not begun, since the node is stopping; its next start does so", req.Header.Height)
	}
	s.inBlock, s.height = true, req.Header.Height
	return s.hook(s.stream.ListenBeginBlock, &req, &res)
}

// ListenDeliverTx adds a transaction.
func (s *service) ListenDeliverTx(_ context.Context, req abci.RequestDeliverTx, res abci.ResponseDeliverTx) error {
	return s.hook(s.stream.ListenDeliverTx, &req, &res)
}

// ListenEndBlock comes after the last transaction.
func (s *service) ListenEndBlock(_ context.Context, req abci.RequestEndBlock, res abci.ResponseEndBlock) error {
	return s.hook(s.stream.ListenEndBlock, &req, &res)
}

// ListenCommit publishes the block, which is durable in the node by now. Its error stops the node; what the services
// lack then is brought to them when the node starts again.
func (s *service) ListenCommit(_ context.Context, res abci.ResponseCommit) error {
	defer s.endBlock()
	var err error
	if s.response, err = marshalInto(s.response, &res); err != nil {
		return err
	}
	return s.stream.ListenCommit(s.height, res.Data, s.response)
}

// hook marshals both messages for a hook of the stream. A hook that fails ends the block, since the node panics.
func (s *service) hook(listen func(request, response []byte) error, request, response message) (err error) {
	defer func() {
		if err != nil {
			s.endBlock()
		}
	}()
	if s.request, err = marshalInto(s.request, request); err != nil {
		return err
	}
	if s.response, err = marshalInto(s.response, response); err != nil {
		return err
	}
	return listen(s.request, s.response)
}

func (s *service) endBlock() {
	if s.inBlock {
		s.inBlock = false
		s.gate.leave()
	}
}

// message is a protobuf message that is written into memory of the caller's.
type message interface {
	Size() int
	MarshalToSizedBuffer(buffer []byte) (int, error)
}

func marshalInto(buffer []byte, m message) ([]byte, error) {
	size := m.Size()
	if cap(buffer) < size {
		buffer = make([]byte, size+size/4)
	}
	buffer = buffer[:size]
	_, err := m.MarshalToSizedBuffer(buffer)
	return buffer, err
}

// Listeners has one listener for each store that some service wants.
func (s *service) Listeners() map[storetypes.StoreKey][]storetypes.WriteListener {
	listeners := make(map[storetypes.StoreKey][]storetypes.WriteListener, len(s.stores))
	for i, key := range s.stores {
		if store := uint32(i); s.stream.Listens(store) {
			listeners[key] = []storetypes.WriteListener{storeListener{s.stream, store}}
		}
	}
	return listeners
}

// storeListener brings the writes of one store to the stream.
type storeListener struct {
	stream *abcistream.Stream
	store  uint32
}

func (l storeListener) OnWrite(_ storetypes.StoreKey, key, value []byte, isDelete bool) error {
	return l.stream.OnWrite(l.store, key, value, isDelete)
}

// Stream has nothing to begin: the services run since the stream was opened.
func (s *service) Stream(*sync.WaitGroup) error { return nil }

// Close waits for the block that is on its way, then for the services to finish what they have, for no longer than
// `close-timeout`. It is called where a signal stops the node; an app may also do so itself. A block that does not end
// leaves the stream open: the next start brings the services what they lack.
func (s *service) Close() error {
	s.closed.Do(func() {
		if !s.gate.hold(blockPatience) {
			s.failure = fmt.Errorf("the block of height %d has not ended within %v", s.height, blockPatience)
		} else {
			s.failure = s.stream.Close()
		}
		s.gate.close()
		if s.failure != nil {
			s.logger.Error("the streaming services have not finished", "err", s.failure)
		}
	})
	return s.failure
}
