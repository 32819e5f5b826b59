// Package sdk053 brings the blocks of an app of Cosmos SDK v0.50 to v0.53 to Java streaming services.
//
// The app registers its stores when it has mounted them and before it loads its latest version, and closes what it got
// before its database:
//
//	app.streaming, err = sdk053.Register(app.BaseApp, appOpts, logger, kvStoreKeys)
//	...
//	func (app *App) Close() error { return errors.Join(app.streaming.Close(), app.BaseApp.Close()) }
//
// Only a node that runs has services: `start` with the consensus engine in the process. Every other command builds the
// app without a JVM, and finds the database as it is.
package sdk053

import (
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"sync"

	"cosmossdk.io/log"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/spf13/cast"

	"abcistream.org/go/abcistream"
	"abcistream.org/go/abcistream/appconfig"
	"abcistream.org/go/abcistream/recovery"
)

// Streaming is the services of one app, or nothing where there are none.
type Streaming struct {
	logger log.Logger

	calls  sync.Mutex // held by a hook, and by Close
	stream *abcistream.Stream

	// pending is a rollback that the store loader has still to do, nil where there is none.
	pending *rollback
	block   block
}

// Option is what an app tells beside its stores.
type Option func(*registration)

// WithDatabase gives the database of the app's stores. An app with upgrades gives it: to go back to the block before
// one, the stores are needed that the upgrade has deleted. To go back before a chain's first block needs it too.
func WithDatabase(db Database) Option { return func(r *registration) { r.database = db } }

// WithUpgradeHandlers names every upgrade that the app has a handler for, as its upgrade keeper knows them. Blocks that
// the release before an upgrade has made are then left to that release.
func WithUpgradeHandlers(names ...string) Option {
	return func(r *registration) { r.situation.Handlers = append([]string{}, names...) }
}

// WithStoreLoader gives the app's own store loader, such as an UpgradeStoreLoader, in place of SetStoreLoader: BaseApp has
// only one, and no way to ask for it.
func WithStoreLoader(loader baseapp.StoreLoader) Option {
	return func(r *registration) { r.loader = loader }
}

// registration is what Register has at hand.
type registration struct {
	app     *baseapp.BaseApp
	options servertypes.AppOptions
	logger  log.Logger
	keys    map[string]*StoreKey
	config  appconfig.Config

	database  Database
	loader    baseapp.StoreLoader
	situation recovery.Situation
}

// Register loads the services that the options name, and adds listeners to the app, behind those that it has.
//
// Where the services lack blocks that the node has committed, the app's next LoadLatestVersion rolls the state back, and
// the consensus engine replays them. An error leaves the database as it was. Services that have no block yet begin with
// the next one, and lack none but the first that there is at all.
func Register(app *baseapp.BaseApp, options servertypes.AppOptions, logger log.Logger, keys map[string]*StoreKey,
	more ...Option,
) (*Streaming, error) {
	r := &registration{app: app, options: options, logger: logger, keys: keys}
	for _, option := range more {
		option(r)
	}
	if r.loader != nil {
		app.SetStoreLoader(r.loader)
	}
	s, err := r.register()
	if err != nil {
		return nil, fmt.Errorf("the streaming services: %w", err)
	}
	return s, nil
}

func (r *registration) register() (*Streaming, error) {
	s := &Streaming{logger: r.logger}
	if !r.runs() {
		return s, nil
	}
	var err error
	if r.config, err = appconfig.Read(r.options); err != nil {
		return nil, err
	}
	if len(r.config.Services) == 0 {
		return s, nil
	}
	if pruning := r.app.CommitMultiStore().GetPruning(); pruning.Interval > 0 {
		if err := r.config.CheckQueues(pruning.KeepRecent); err != nil {
			return nil, err
		}
	}
	names := slices.Sorted(maps.Keys(r.keys))
	if s.stream, err = r.open(names); err != nil {
		return nil, err
	}
	if err := r.planRecovery(s); err != nil {
		_ = s.stream.Close()
		return nil, err
	}
	r.listen(s, names)
	return s, nil
}

// runs tells whether the app is that of a running node: only `start` has the flag.
func (r *registration) runs() bool {
	return cast.ToBool(r.options.Get("with-comet")) && !cast.ToBool(r.options.Get("grpc-only"))
}

func (r *registration) home() string { return cast.ToString(r.options.Get(flags.FlagHome)) }

func (r *registration) open(names []string) (*abcistream.Stream, error) {
	return abcistream.Open(abcistream.Options{
		Home: r.home(), ChainID: r.app.ChainID(), Config: r.config.TOML, Stores: names, Log: r.log,
		NodeHeight: r.app.CommitMultiStore().LastCommitID().Version,
	})
}

// log hands a record of the library's to the node's log.
func (r *registration) log(record abcistream.Record) {
	write := map[slog.Level]func(string, ...any){
		slog.LevelError: r.logger.Error, slog.LevelWarn: r.logger.Warn, slog.LevelInfo: r.logger.Info,
	}[record.Level]
	if write == nil {
		write = r.logger.Debug
	}
	write(record.Message, "module", record.Logger)
}

// listen adds the listeners: one to each store that some service wants, and one to the blocks.
func (r *registration) listen(s *Streaming, names []string) {
	s.block.handles = make(map[string]uint32, len(names))
	var wanted []AnyStoreKey
	for i, name := range names {
		if handle := uint32(i); s.stream.Listens(handle) {
			s.block.handles[name] = handle
			wanted = append(wanted, r.keys[name])
		}
	}
	r.app.CommitMultiStore().AddListeners(wanted)
	manager := listenersOf(r.app)
	manager.ABCIListeners = append(slices.Clone(manager.ABCIListeners), listener{s})
	r.app.SetStreamingManager(manager)
}

// Close waits for the hook that is being called, then for the services to finish what they have, for no longer than
// `close-timeout`. A node that is told to stop calls it when its consensus engine has stopped. May be called twice.
func (s *Streaming) Close() error {
	s.calls.Lock()
	defer s.calls.Unlock()
	return s.close()
}

func (s *Streaming) close() error {
	if s.stream == nil {
		return nil
	}
	return s.stream.Close()
}

// stop ends the process: BaseApp only logs what a listener returns, and would go on without the block. The next start
// brings it to the services that lack it.
func (s *Streaming) stop(height int64, cause error) {
	s.logger.Error("the node stops, since a block has not been streamed", "height", height, "err", cause)
	if err := s.close(); err != nil {
		s.logger.Error("the streaming services have not finished", "err", err)
	}
	exit(1)
}

// exit is os.Exit but in tests.
var exit = os.Exit

// listener keeps the hooks out of the package's own face.
type listener struct{ *Streaming }

var _ blockListener = listener{}
