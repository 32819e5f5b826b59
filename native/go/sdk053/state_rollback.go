package sdk053

import (
	"bytes"
	"errors"
	"fmt"

	"cosmossdk.io/log"
	"github.com/cosmos/cosmos-sdk/baseapp"

	"abcistream.org/go/abcistream/recovery"
)

// rollback takes the node's state back to what the services have, so that the consensus engine replays what they lack.
// The state of the target is loaded first, which changes nothing where it is not there any more; a crash in the middle
// leaves a database with which the next start does the same rollback.
type rollback struct {
	plan        recovery.Plan
	database    Database // nil where the app has not given it
	noFastNodes bool
	logger      log.Logger
	done        bool
}

// before has the rollback done before the app's own store loader, or the default one for nil, which finds a node that
// never went further.
func (r *rollback) before(loader baseapp.StoreLoader) baseapp.StoreLoader {
	if loader == nil {
		loader = baseapp.DefaultStoreLoader
	}
	return func(ms multiStore) error {
		r.logger.Info("rolling back, so that no block is missing in the streaming services",
			"from", r.plan.From, "to", r.plan.To)
		if err := r.run(ms); err != nil {
			return fmt.Errorf("%s, and the rollback to %d has failed: %w", r.plan.Missing(), r.plan.To, err)
		}
		r.done = true
		return loader(ms)
	}
}

func (r *rollback) run(ms multiStore) error {
	switch {
	case r.database != nil && r.plan.Action == recovery.StartOver:
		return r.removed()
	case r.database != nil:
		return r.stored()
	case r.plan.Action == recovery.StartOver:
		return errors.New("hand the database to Register by WithDatabase to have this block replayed from the genesis; or set " +
			"abcistream.on-gap = \"ignore\" to go on without it, or reset the node")
	}
	return r.mounted(ms)
}

// check fails while the rollback is still to be done.
func (r *rollback) check() error {
	if r == nil || r.done {
		return nil
	}
	return fmt.Errorf("the state has not been rolled back from height %d to %d, since the app has set another store loader: "+
		"hand that to Register by WithStoreLoader, and register before the latest version is loaded", r.plan.From, r.plan.To)
}

// mounted rolls back the stores that the app has mounted, which must be all that there were.
func (r *rollback) mounted(ms multiStore) error {
	root, ok := ms.(*rootStore)
	if !ok {
		return fmt.Errorf("the app's multistore is a %T: hand the database to Register by WithDatabase", ms)
	}
	target, latest, err := r.commits(root)
	if err != nil {
		return err
	}
	mounted := root.StoreKeysByName()
	for _, store := range append(target.StoreInfos, latest.StoreInfos...) {
		if mounted[store.Name] == nil {
			return fmt.Errorf("the app has no store %q any more: hand the database to Register by WithDatabase", store.Name)
		}
	}
	if err := ms.LoadVersion(r.plan.To); err != nil {
		return err
	}
	return ms.RollbackToVersion(r.plan.To)
}

// stored rolls back the stores that there were at the target, whether the app still has them or not, and removes what
// came after it: an upgrade that adds a store must not find one.
func (r *rollback) stored() error {
	target, latest, err := r.commits(newRootStore(r.database, r.logger, true, &commitInfo{}))
	if err != nil {
		return err
	}
	ms := newRootStore(r.database, r.logger, r.noFastNodes, target)
	if err := ms.LoadVersion(r.plan.To); err != nil {
		return err
	}
	kept := make(map[string]bool, len(target.StoreInfos))
	for _, store := range target.StoreInfos {
		kept[store.Name] = true
	}
	for _, store := range latest.StoreInfos {
		if !kept[store.Name] {
			if err := removeAll(storePart(r.database, store.Name)); err != nil {
				return fmt.Errorf("store %q, which is newer: %w", store.Name, err)
			}
		}
	}
	return ms.RollbackToVersion(r.plan.To)
}

// removed takes away the only version that there is. What tells of it goes last and at once: a crash before that leaves a
// database with which the next start does the same.
func (r *rollback) removed() error {
	only, err := newRootStore(r.database, r.logger, true, &commitInfo{}).GetCommitInfo(r.plan.From)
	if err != nil {
		return err
	}
	for _, store := range only.StoreInfos {
		if err := removeAll(storePart(r.database, store.Name)); err != nil {
			return fmt.Errorf("store %q: %w", store.Name, err)
		}
	}
	return removeKeys(r.database, versionKeys(r.plan.From))
}

func (r *rollback) commits(ms *rootStore) (target, latest *commitInfo, err error) {
	if target, err = ms.GetCommitInfo(r.plan.To); err != nil {
		return nil, nil, err
	}
	latest, err = ms.GetCommitInfo(r.plan.From)
	return target, latest, err
}

// removeAll deletes every key, a thousand at a time.
func removeAll(db Database) error {
	const most = 1000
	for {
		keys, err := firstKeys(db, most)
		if err != nil || len(keys) == 0 {
			return err
		}
		if err := removeKeys(db, keys); err != nil {
			return err
		}
	}
}

func firstKeys(db Database, most int) (keys [][]byte, err error) {
	all, err := db.Iterator(nil, nil)
	if err != nil {
		return nil, err
	}
	defer all.Close()
	for ; len(keys) < most && all.Valid(); all.Next() {
		keys = append(keys, bytes.Clone(all.Key()))
	}
	return keys, all.Error()
}

func removeKeys(db Database, keys [][]byte) error {
	batch := db.NewBatch()
	defer batch.Close()
	for _, key := range keys {
		if err := batch.Delete(key); err != nil {
			return err
		}
	}
	return batch.WriteSync()
}
