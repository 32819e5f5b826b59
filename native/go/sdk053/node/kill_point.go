package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	storetypes "cosmossdk.io/store/types"
	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cosmos/cosmos-sdk/baseapp"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"abcistream.org/go/sdk053"
)

// killVariable names the point at which the node dies as by kill -9: POINT[@HEIGHT][+DELAY]. POINT is "construct" (before
// the services are registered), "load" (before the state is loaded), or "before", "in" or "after" with a hook, as in
// "in-commit". "before" and "after" are exact; "in" begins the delay as the hook begins.
const killVariable = "NODE_KILL"

type killPoint struct {
	name   string
	height int64
	delay  time.Duration
}

func readKillPoint() (k killPoint, err error) {
	text, delay, isDelayed := strings.Cut(os.Getenv(killVariable), "+")
	name, height, isAtHeight := strings.Cut(text, "@")
	k.name = name
	if isDelayed {
		if k.delay, err = time.ParseDuration(delay); err != nil {
			return k, fmt.Errorf("%s: %w", killVariable, err)
		}
	}
	if isAtHeight {
		if k.height, err = strconv.ParseInt(height, 10, 64); err != nil {
			return k, fmt.Errorf("%s: %w", killVariable, err)
		}
	}
	return k, nil
}

// pass dies where this is the point.
func (k killPoint) pass(name string, height int64) {
	switch {
	case name != k.name || (k.height != 0 && k.height != height):
	case k.delay > 0:
		time.AfterFunc(k.delay, die)
	default:
		die()
	}
}

// watch surrounds the listeners that register adds with others that pass the point. A node that is not to die has none of
// them, so that its blocks take no longer.
func (k killPoint) watch(app *baseapp.BaseApp, register func() (*sdk053.Streaming, error)) (*sdk053.Streaming, error) {
	if k.name == "" {
		return register()
	}
	k.pass("construct", 0)
	addListener(app, &killListener{k, []string{"before-", "in-"}})
	streaming, err := register()
	addListener(app, &killListener{k, []string{"after-"}})
	k.pass("load", 0)
	return streaming, err
}

func die() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {}
}

// killListener passes the point in each hook.
type killListener struct {
	point  killPoint
	places []string
}

func (l *killListener) ListenFinalizeBlock(_ context.Context, req abci.RequestFinalizeBlock,
	_ abci.ResponseFinalizeBlock,
) error {
	l.pass("finalize_block", req.Height)
	return nil
}

func (l *killListener) ListenCommit(ctx context.Context, _ abci.ResponseCommit, _ []*storetypes.StoreKVPair) error {
	l.pass("commit", sdk.UnwrapSDKContext(ctx).BlockHeight())
	return nil
}

func (l *killListener) pass(hook string, height int64) {
	for _, place := range l.places {
		l.point.pass(place+hook, height)
	}
}
