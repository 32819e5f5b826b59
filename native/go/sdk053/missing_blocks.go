package sdk053

import (
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
	situation.CheckState, situation.Engine = r.checkState, r.engine
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
	case recovery.RollBack, recovery.StartOver:
		s.pending = &rollback{
			plan: plan, database: r.database, logger: r.logger,
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

// engine looks into the consensus engine's own databases, which are free as long as the engine is not up.
func (r *registration) engine() (recovery.Engine, error) {
	dir := cast.ToString(r.options.Get("db_dir"))
	if dir == "" {
		dir = "data"
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(r.home(), dir)
	}
	backend := cast.ToString(r.options.Get("db_backend"))
	if backend == "" {
		backend = "goleveldb"
	}
	// Whoever opens one that is not there makes one.
	for _, name := range []string{engineBlocks, engineState} {
		if _, err := os.Stat(filepath.Join(dir, name+".db")); err != nil {
			return recovery.Engine{}, err
		}
	}
	blocks, err := openEngine(engineBlocks, backend, dir)
	if err != nil {
		return recovery.Engine{}, err
	}
	defer blocks.Close()
	state, err := openEngine(engineState, backend, dir)
	if err != nil {
		return recovery.Engine{}, err
	}
	defer state.Close()
	return readEngine(blocks, state)
}
