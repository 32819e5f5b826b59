package sdk053

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"cosmossdk.io/log"
	pruningtypes "cosmossdk.io/store/pruning/types"
	storetypes "cosmossdk.io/store/types"
	abci "github.com/cometbft/cometbft/abci/types"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/spf13/viper"

	"abcistream.org/go/abcistream/recovery"
)

// node is an app that writes what a test gives it, with the options of a node that runs and streams to files.
type node struct {
	t       *testing.T
	app     *baseapp.BaseApp
	keys    map[string]*StoreKey
	options *viper.Viper
	block   func(sdk.Context) error
}

func newNode(t *testing.T, db dbm.DB, stores ...string) *node {
	t.Helper()
	n := &node{t: t, keys: storetypes.NewKVStoreKeys(stores...), options: viper.New()}
	refuse := func([]byte) (sdk.Tx, error) { return nil, errors.New("refused") }
	n.app = baseapp.NewBaseApp("node", log.NewNopLogger(), db, refuse)
	n.app.MountKVStores(n.keys)
	n.app.SetProcessProposal(baseapp.NoOpProcessProposal())
	n.app.SetBeginBlocker(func(ctx sdk.Context) (sdk.BeginBlock, error) { return sdk.BeginBlock{}, n.block(ctx) })
	for key, value := range map[string]any{
		flags.FlagHome: t.TempDir(), "with-comet": true, "store.streamers": []string{"file"},
		"streamers.file.keys": []string{"*"}, "streamers.file.stop-node-on-error": true,
	} {
		n.options.Set(key, value)
	}
	return n
}

func (n *node) register(more ...Option) *Streaming {
	n.t.Helper()
	streaming, err := Register(n.app, n.options, log.NewNopLogger(), n.keys, more...)
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() { _ = streaming.Close() })
	if err := n.app.LoadLatestVersion(); err != nil {
		n.t.Fatal(err)
	}
	return streaming
}

// writing is a block that has one key written, and fails or not.
func (n *node) writing(key string, failure error) func(sdk.Context) error {
	return func(ctx sdk.Context) error {
		ctx.KVStore(n.keys["bank"]).Set([]byte(key), []byte("value"))
		return failure
	}
}

func (n *node) finalize(height int64, key string, failure error) error {
	n.block = n.writing(key, failure)
	_, err := n.app.FinalizeBlock(&abci.RequestFinalizeBlock{Height: height})
	return err
}

func (n *node) commit() {
	n.t.Helper()
	if _, err := n.app.Commit(); err != nil {
		n.t.Fatal(err)
	}
}

// wantData has the data file of a height hold one write.
func (n *node) wantData(height, key string) {
	n.t.Helper()
	file := filepath.Join(n.options.GetString(flags.FlagHome), "block-"+height+"-data")
	data, err := os.ReadFile(file)
	if err != nil {
		n.t.Fatal(err)
	}
	pair, err := (&StoreKVPair{StoreKey: "bank", Key: []byte(key), Value: []byte("value")}).Marshal()
	if err != nil {
		n.t.Fatal(err)
	}
	payload := append(binary.AppendUvarint(nil, uint64(len(pair))), pair...)
	if wanted := append(binary.BigEndian.AppendUint64(nil, uint64(len(payload))), payload...); string(data) != string(wanted) {
		n.t.Errorf("height %s has %q, not %q", height, data, wanted)
	}
}

// propose has the node look at a block before it is decided on, as the engine does; the block itself is identified by
// its hash.
func (n *node) propose(height int64, hash string) {
	n.t.Helper()
	response, err := n.app.ProcessProposal(&abci.RequestProcessProposal{Height: height, Hash: []byte(hash)})
	if err != nil || !response.IsAccepted() {
		n.t.Fatalf("the proposal is not accepted: %v, %v", response, err)
	}
}

func TestABlockThatFailsLeavesNothingBehind(t *testing.T) {
	n := newNode(t, dbm.NewMemDB(), "bank")
	n.register()
	if err := n.finalize(1, "first", nil); err != nil {
		t.Fatal(err)
	}
	n.commit()
	n.propose(2, "a")
	if err := n.finalize(2, "lost", errors.New("no")); err == nil {
		t.Fatal("the block has not failed")
	}
	n.propose(2, "a")
	if err := n.finalize(2, "kept", nil); err != nil {
		t.Fatal(err)
	}
	n.commit()
	n.wantData("1", "first")
	n.wantData("2", "kept")
}

func TestABlockThatWasExecutedInVainLeavesNothingBehind(t *testing.T) {
	n := newNode(t, dbm.NewMemDB(), "bank")
	baseapp.SetOptimisticExecution()(n.app)
	n.register()
	if err := n.finalize(1, "first", nil); err != nil {
		t.Fatal(err)
	}
	n.commit()
	executed := make(chan struct{})
	n.block = func(ctx sdk.Context) error {
		ctx.KVStore(n.keys["bank"]).Set([]byte("lost"), []byte("value"))
		close(executed)
		return nil
	}
	n.propose(2, "a")
	<-executed
	n.block = n.writing("kept", nil)
	if _, err := n.app.FinalizeBlock(&abci.RequestFinalizeBlock{Height: 2, Hash: []byte("b")}); err != nil {
		t.Fatal(err)
	}
	n.commit()
	n.wantData("2", "kept")
}

// countingListener is some other listener.
type countingListener struct{ commits, changes int }

func (l *countingListener) ListenFinalizeBlock(context.Context, FinalizeRequest, FinalizeResponse) error {
	return nil
}

func (l *countingListener) ListenCommit(_ context.Context, _ CommitResponse, changeSet []*StoreKVPair) error {
	l.commits++
	l.changes += len(changeSet)
	return nil
}

func TestOtherListenersKeepTheirPlaceAndTheirStores(t *testing.T) {
	n := newNode(t, dbm.NewMemDB(), "bank", "staking")
	n.options.Set("streamers.file.keys", []string{"bank"})
	other := &countingListener{}
	n.app.CommitMultiStore().AddListeners([]AnyStoreKey{n.keys["staking"]})
	n.app.SetStreamingManager(storetypes.StreamingManager{
		ABCIListeners: []storetypes.ABCIListener{other}, StopNodeOnErr: true,
	})
	n.register()
	manager := listenersOf(n.app)
	if !manager.StopNodeOnErr || len(manager.ABCIListeners) != 2 || manager.ABCIListeners[0] != other {
		t.Errorf("the streaming manager is %+v", manager)
	}
	n.block = func(ctx sdk.Context) error {
		ctx.KVStore(n.keys["staking"]).Set([]byte("other"), []byte("value"))
		ctx.KVStore(n.keys["bank"]).Set([]byte("ours"), []byte("value"))
		return nil
	}
	if _, err := n.app.FinalizeBlock(&abci.RequestFinalizeBlock{Height: 1}); err != nil {
		t.Fatal(err)
	}
	n.commit()
	n.wantData("1", "ours")
	if other.commits != 1 || other.changes != 2 {
		t.Errorf("the other listener has seen %+v", other)
	}
}

func TestAStoreLoaderThatTakesThePlaceOfTheRollbackStopsTheNode(t *testing.T) {
	n := newNode(t, dbm.NewMemDB(), "bank")
	streaming := n.register()
	streaming.pending = &rollback{plan: recovery.Plan{Action: recovery.RollBack, From: 9, To: 7}}
	stopped := make(chan int, 1)
	exit = func(code int) { stopped <- code }
	defer func() { exit = os.Exit }()
	if err := n.finalize(1, "key", nil); err != nil {
		t.Fatal(err)
	}
	if code := <-stopped; code != 1 {
		t.Errorf("the node has ended with %d", code)
	}
	if err := streaming.pending.check(); err == nil {
		t.Error("the rollback is not missed")
	}
}

func TestOnlyANodeThatRunsBringsUpServices(t *testing.T) {
	for name, change := range map[string]func(*viper.Viper){
		"no start":          func(v *viper.Viper) { v.Set("with-comet", nil) },
		"no engine":         func(v *viper.Viper) { v.Set("with-comet", false) },
		"queries only":      func(v *viper.Viper) { v.Set("grpc-only", true) },
		"no services named": func(v *viper.Viper) { v.Set("store.streamers", []string{}) },
	} {
		t.Run(name, func(t *testing.T) {
			n := newNode(t, dbm.NewMemDB(), "bank")
			change(n.options)
			loaded := false
			streaming := n.register(WithStoreLoader(func(ms multiStore) error {
				loaded = true
				return baseapp.DefaultStoreLoader(ms)
			}))
			if streaming.stream != nil || len(listenersOf(n.app).ABCIListeners) != 0 {
				t.Error("there are services")
			}
			if !loaded {
				t.Error("the app's own store loader has not been called")
			}
			if err := streaming.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAQueueThatPruningOutrunsIsRefusedBeforeAnythingStarts(t *testing.T) {
	n := newNode(t, dbm.NewMemDB(), "bank")
	n.options.Set("streamers.file.delivery", "async")
	n.options.Set("abcistream.jvm.home", "/nowhere")
	n.app.CommitMultiStore().SetPruning(pruningtypes.NewPruningOptions(pruningtypes.PruningEverything))
	_, err := Register(n.app, n.options, log.NewNopLogger(), n.keys)
	const wanted = "the streaming services: streamers.file.queue-blocks is 64, and pruning keeps only 2 states to go back " +
		"to (keep-recent): after a crash this async service could not be given what it lacks; set queue-blocks below 2, " +
		"or let pruning keep more"
	if err == nil || err.Error() != wanted {
		t.Errorf("said %v, not %s", err, wanted)
	}
}
