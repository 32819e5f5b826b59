package sdk053

import (
	"context"
	"fmt"
)

// block is the one that is on its way.
type block struct {
	handles map[string]uint32 // of the stores that some service wants
	height  int64
	appHash []byte

	request, response []byte // reused from hook to hook
}

// ListenFinalizeBlock begins a block. A second one for the same height takes the place of the first.
func (l listener) ListenFinalizeBlock(_ context.Context, req FinalizeRequest, res FinalizeResponse) error {
	l.calls.Lock()
	defer l.calls.Unlock()
	err := l.pending.check()
	if err == nil {
		err = l.begin(&req, &res)
	}
	if err != nil {
		l.stop(req.Height, err)
	}
	return err
}

func (l listener) begin(req *FinalizeRequest, res *FinalizeResponse) error {
	b := &l.block
	b.height, b.appHash = req.Height, res.AppHash
	var err error
	if b.request, err = marshalInto(b.request, req); err != nil {
		return err
	}
	if b.response, err = marshalInto(b.response, res); err != nil {
		return err
	}
	return l.stream.ListenFinalizeBlock(b.request, b.response)
}

// ListenCommit brings the changes of the block, which is durable in the node by now, and publishes it.
func (l listener) ListenCommit(_ context.Context, res CommitResponse, changeSet []*StoreKVPair) error {
	l.calls.Lock()
	defer l.calls.Unlock()
	err := l.commit(&res, changeSet)
	if err != nil {
		l.stop(l.block.height, err)
	}
	return err
}

func (l listener) commit(res *CommitResponse, changeSet []*StoreKVPair) error {
	if err := l.write(changeSet); err != nil {
		return err
	}
	b := &l.block
	var err error
	if b.response, err = marshalInto(b.response, res); err != nil {
		return err
	}
	return l.stream.ListenCommit(b.height, b.appHash, b.response)
}

// write goes through the changes, which come sorted by store. Those of a store that only another listener wants are left
// out.
func (l listener) write(changeSet []*StoreKVPair) error {
	var store string
	var handle uint32
	var wanted bool
	for _, pair := range changeSet {
		if !wanted || pair.StoreKey != store {
			store = pair.StoreKey
			handle, wanted = l.block.handles[store]
		}
		if !wanted {
			continue
		}
		if err := l.stream.OnWrite(handle, pair.Key, pair.Value, pair.Delete); err != nil {
			return fmt.Errorf("store %s: %w", store, err)
		}
	}
	return nil
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
