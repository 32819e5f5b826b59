package sdk053

import (
	"fmt"
	"os"
	"path/filepath"

	"cosmossdk.io/log"
	"github.com/spf13/cast"

	"abcistream.org/go/abcistream/recovery"
)

// planRecovery looks at what the services lack, and leaves what is to be done about it to the store loader.
func (r *registration) planRecovery(s *Streaming) error {
	streamed, err := s.stream.LastHeight()
	if err != nil {
		return err
	}
	situation := r.situation
	situation.Committed, situation.Streamed = r.app.CommitMultiStore().LastCommitID().Version, streamed
	situation.OnGap, situation.MaxBlocks = r.config.OnGap, r.config.MaxRollbackBlocks
	situation.CheckState, situation.CheckBlocks = r.checkState, r.checkBlocks
	if situation.Upgrade, err = recovery.ReadUpgrade(r.home()); err != nil {
		return err
	}
	plan, err := situation.Plan()
	if err != nil {
		return err
	}
	switch plan.Action {
	case recovery.Ignore:
		r.logger.Warn("blocks are missing in the streaming services, and stay so", "from", plan.To+1, "to", plan.From)
	case recovery.RollBack:
		s.pending = &rollback{
			from: plan.From, to: plan.To, database: r.database, logger: r.logger,
			noFastNodes: cast.ToBool(r.options.Get("iavl-disable-fastnode")),
		}
		r.app.SetStoreLoader(s.pending.before(r.loader))
	}
	return nil
}

// checkState loads the state of a height without fast nodes, which writes nothing. Without the database it is left to the
// store loader, which fails before it has changed anything.
func (r *registration) checkState(height int64) error {
	if r.database == nil {
		return nil
	}
	quiet := log.NewNopLogger()
	commit, err := newRootStore(r.database, quiet, true, &commitInfo{}).GetCommitInfo(height)
	if err != nil {
		return err
	}
	return newRootStore(r.database, quiet, true, commit).LoadVersion(height)
}

// checkBlocks looks into the consensus engine's own store, which is free as long as the engine is not up: it would
// refuse to start with a state below what it has blocks for.
func (r *registration) checkBlocks(first int64) error {
	dir := cast.ToString(r.options.Get("db_dir"))
	if dir == "" {
		dir = "data"
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(r.home(), dir)
	}
	if _, err := os.Stat(filepath.Join(dir, "blockstore.db")); err != nil {
		return err
	}
	backend := cast.ToString(r.options.Get("db_backend"))
	if backend == "" {
		backend = "goleveldb"
	}
	blocks, err := openBlocks(backend, dir)
	if err != nil {
		return err
	}
	defer blocks.Close()
	if base := firstBlock(blocks); base > first {
		return fmt.Errorf("the block store begins at %d", base)
	}
	return nil
}
