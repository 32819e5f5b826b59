package streaming

import (
	"errors"
	"fmt"
	"sync"

	dbm "github.com/cometbft/cometbft-db"
	"github.com/cometbft/cometbft/libs/log"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/cosmos/cosmos-sdk/store/rootmulti"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/spf13/cast"

	"abcistream.org/go/abcistream"
	"abcistream.org/go/abcistream/appconfig"
	"abcistream.org/go/abcistream/recovery"
)

// What apps have left for their store loaders, by multistore.
var (
	rollbacks       sync.Map // *rollback
	upgradeHandlers sync.Map // func(name string) bool
)

// SetUpgradeHandlers says which upgrades this release of the app can make: has is HasHandler of its upgrade keeper. It
// is called before the latest version is loaded. Without it no block before the last upgrade can be brought back, since
// it may be the release before that has made it.
func SetUpgradeHandlers(bApp *baseapp.BaseApp, has func(name string) bool) {
	upgradeHandlers.Store(bApp.CommitMultiStore(), has)
}

// StoreLoader wraps the store loader of an app that sets one, such as an UpgradeStoreLoader: BaseApp has only one, and
// no way to ask for it. db is the app's database. The loader finds the database rolled back where that is needed.
//
//	app.SetStoreLoader(streaming.StoreLoader(db, upgradetypes.UpgradeStoreLoader(plan.Height, &upgrades)))
func StoreLoader(db dbm.DB, loader baseapp.StoreLoader) baseapp.StoreLoader {
	return func(ms sdk.CommitMultiStore) error {
		if pending, ok := rollbacks.LoadAndDelete(ms); ok {
			if err := pending.(*rollback).database(ms, db); err != nil {
				return err
			}
		}
		return loader(ms)
	}
}

// rollback takes the node's state back to what the services have, so that the consensus engine replays the blocks that
// they lack. The state of the target is loaded first, which changes nothing where it is not there any more; a crash
// after that leaves a database that the next start takes back in the same way.
type rollback struct {
	situation recovery.Situation
	gap       recovery.Plan
	noFast    bool // whether the node runs without IAVL's fast nodes
	logger    log.Logger
	done      bool
}

// planRollback leaves a rollback that is needed to the store loader of the app: to one that StoreLoader wraps, or else
// to the default. It is nil where none is.
func planRollback(bApp *baseapp.BaseApp, appOpts servertypes.AppOptions, config appconfig.Config, logger log.Logger,
	stream *abcistream.Stream, committed int64,
) (*rollback, error) {
	streamed, err := stream.LastHeight()
	if err != nil {
		return nil, err
	}
	situation := recovery.Situation{
		Committed: committed, Streamed: streamed, OnGap: config.OnGap, MaxBlocks: config.MaxRollbackBlocks,
		Engine: func() (recovery.Engine, error) { return readEngine(appOpts) },
	}
	gap, err := situation.Gap()
	if err != nil || gap.Action == recovery.None {
		return nil, err
	}
	if gap.Action == recovery.Ignore {
		// The node's logger has nothing between information and error.
		logger.Error("blocks are missing in the streaming services, and stay so", "from", gap.To+1, "to", gap.From)
		return nil, nil
	}
	if situation.Upgrade, err = recovery.ReadUpgrade(cast.ToString(appOpts.Get(flags.FlagHome))); err != nil {
		return nil, err
	}
	r := &rollback{
		situation: situation, gap: gap, noFast: cast.ToBool(appOpts.Get("iavl-disable-fastnode")), logger: logger,
	}
	rollbacks.Store(bApp.CommitMultiStore(), r)
	bApp.SetStoreLoader(func(ms sdk.CommitMultiStore) error {
		rollbacks.Delete(ms)
		return r.multiStore(ms)
	})
	return r, nil
}

// check fails while the rollback is still to be done.
func (r *rollback) check() error {
	if r == nil || r.done {
		return nil
	}
	return fmt.Errorf("the state was not rolled back from height %d to %d, since the app has set another store loader: "+
		"wrap that in StoreLoader, and load the streaming services before the latest version", r.gap.From, r.gap.To)
}

// multiStore rolls back the stores that the app has mounted, which must be all that there were.
func (r *rollback) multiStore(ms sdk.CommitMultiStore) error {
	return r.run(ms, func(target int64) error {
		if err := ms.LoadVersion(target); err != nil {
			return err
		}
		root, ok := ms.(*rootmulti.Store)
		if !ok {
			return nil
		}
		info, err := root.GetCommitInfo(target)
		if err != nil {
			return err
		}
		for _, store := range info.StoreInfos {
			if root.StoreKeysByName()[store.Name] == nil {
				return fmt.Errorf("the app has no store %q any more: wrap its store loader in StoreLoader", store.Name)
			}
		}
		return nil
	}, func(plan recovery.Plan) error {
		if plan.Action == recovery.StartOver {
			return errors.New("wrap the app's store loader, or baseapp.DefaultStoreLoader, in StoreLoader to have this block " +
				"replayed from the genesis; or set abcistream.on-gap = \"ignore\" to go on without it, or reset the node")
		}
		return ms.RollbackToVersion(plan.To)
	})
}

// database rolls back the stores that there were at the target, whether the app still has them or not, and removes
// those that an upgrade has added since.
func (r *rollback) database(ms sdk.CommitMultiStore, db dbm.DB) error {
	root := rootmulti.NewStore(db, r.logger)
	root.SetIAVLDisableFastNode(r.noFast)
	return r.run(ms, func(target int64) error {
		return mountAt(root, target)
	}, func(plan recovery.Plan) error {
		if plan.Action == recovery.StartOver {
			return removeVersion(root, db, plan.From)
		}
		if err := r.removeAdded(root, db); err != nil {
			return err
		}
		return root.RollbackToVersion(plan.To)
	})
}

// run rolls back when nothing speaks against it.
func (r *rollback) run(ms sdk.CommitMultiStore, load func(target int64) error, roll func(recovery.Plan) error) error {
	if has, ok := upgradeHandlers.Load(ms); ok {
		r.situation.Handlers = []string{}
		if name := r.situation.Upgrade.Name; has.(func(string) bool)(name) {
			r.situation.Handlers = []string{name}
		}
	}
	r.situation.CheckState = load
	plan, err := r.situation.Plan()
	if err != nil {
		return err
	}
	r.logger.Info("rolling back, since blocks are missing in the streaming services", "from", plan.From, "to", plan.To)
	if err := roll(plan); err != nil {
		return fmt.Errorf("%s, and the rollback to %d has failed: %w", plan.Missing(), plan.To, err)
	}
	r.done = true
	return nil
}

// mountAt mounts and loads the stores that there were at a height.
func mountAt(root *rootmulti.Store, target int64) error {
	info, err := root.GetCommitInfo(target)
	if err != nil {
		return err
	}
	for _, store := range info.StoreInfos {
		// A store that is not IAVL's has no version, and is as it is at any height.
		if store.CommitId.Version == target {
			root.MountStoreWithDB(storetypes.NewKVStoreKey(store.Name), storetypes.StoreTypeIAVL, nil)
		}
	}
	return root.LoadVersion(target)
}

// removeAdded removes what is in the database of stores that there were not at the target. A store that is added must
// begin empty.
func (r *rollback) removeAdded(root *rootmulti.Store, db dbm.DB) error {
	latest, err := root.GetCommitInfo(r.gap.From)
	if err != nil {
		return err
	}
	for _, store := range latest.StoreInfos {
		if root.StoreKeysByName()[store.Name] == nil && store.CommitId.Version == r.gap.From {
			if err := removeStore(db, store.Name); err != nil {
				return fmt.Errorf("removing the store %q: %w", store.Name, err)
			}
		}
	}
	return nil
}

// removeVersion removes the only version that there is. What tells of it goes last and at once: a crash before that
// leaves a database with which the next start does the same.
func removeVersion(root *rootmulti.Store, db dbm.DB, version int64) error {
	info, err := root.GetCommitInfo(version)
	if err != nil {
		return err
	}
	for _, store := range info.StoreInfos {
		if err := removeStore(db, store.Name); err != nil {
			return fmt.Errorf("removing the store %q: %w", store.Name, err)
		}
	}
	batch := db.NewBatch()
	defer batch.Close()
	for _, key := range []string{fmt.Sprintf("s/%d", version), "s/latest"} {
		if err := batch.Delete([]byte(key)); err != nil {
			return err
		}
	}
	return batch.WriteSync()
}

// removeStore deletes all that IAVL keeps of a store, in its prefix of the database.
func removeStore(db dbm.DB, name string) error {
	part := dbm.NewPrefixDB(db, []byte("s/k:"+name+"/"))
	keys, err := part.Iterator(nil, nil)
	if err != nil {
		return err
	}
	defer keys.Close()
	batch := part.NewBatch()
	defer batch.Close()
	for ; keys.Valid(); keys.Next() {
		if err := batch.Delete(append([]byte(nil), keys.Key()...)); err != nil {
			return err
		}
	}
	if err := keys.Error(); err != nil {
		return err
	}
	return batch.WriteSync()
}
