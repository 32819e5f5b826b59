package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cosmos/cosmos-sdk/baseapp"
	storetypes "github.com/cosmos/cosmos-sdk/store/types"
)

// killVariable names the point at which the node shall die as by kill -9: POINT[@HEIGHT][+DELAY]. POINT is
// "construct", "load", or one of "before", "in", "after" with a hook: "before-begin_block", "in-commit". "before" and
// "after" are exact. "in" begins the delay as the hook begins.
const killVariable = "NODE_KILL"

type killSwitch struct {
	point  string
	height int64
	delay  time.Duration
}

func readKillSwitch() (killSwitch, error) {
	var k killSwitch
	var err error
	text, delay, delayed := strings.Cut(os.Getenv(killVariable), "+")
	if delayed {
		if k.delay, err = time.ParseDuration(delay); err != nil {
			return k, fmt.Errorf("%s: %w", killVariable, err)
		}
	}
	point, height, atHeight := strings.Cut(text, "@")
	if atHeight {
		if k.height, err = strconv.ParseInt(height, 10, 64); err != nil {
			return k, fmt.Errorf("%s: %w", killVariable, err)
		}
	}
	k.point = point
	return k, nil
}

// pass dies where this is the point.
func (k killSwitch) pass(point string, height int64) {
	if point != k.point || (k.height != 0 && k.height != height) {
		return
	}
	if k.delay > 0 {
		time.AfterFunc(k.delay, die)
		return
	}
	die()
}

func die() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {}
}

// watch surrounds the streaming services that load registers with listeners that pass the switch. A node that is not to
// die has none of them: they are called for each write, and would be half of what its streaming seems to cost.
func (k killSwitch) watch(bApp *baseapp.BaseApp, keys map[string]*storetypes.KVStoreKey, load func() error) error {
	if k.point == "" {
		return load()
	}
	k.pass("construct", 0)
	bApp.SetStreamingService(&passer{k: k, keys: keys, places: []string{"before-", "in-"}})
	if err := load(); err != nil {
		return err
	}
	k.pass("load", 0)
	bApp.SetStreamingService(&passer{k: k, keys: keys, places: []string{"after-"}})
	return nil
}

// passer is a streaming service that does nothing but pass the switch.
type passer struct {
	k      killSwitch
	keys   map[string]*storetypes.KVStoreKey
	places []string
	height int64
}

func (p *passer) pass(hook string) error {
	for _, place := range p.places {
		p.k.pass(place+hook, p.height)
	}
	return nil
}

func (p *passer) ListenBeginBlock(_ context.Context, req abci.RequestBeginBlock, _ abci.ResponseBeginBlock) error {
	p.height = req.Header.Height
	return p.pass("begin_block")
}

func (p *passer) ListenDeliverTx(context.Context, abci.RequestDeliverTx, abci.ResponseDeliverTx) error {
	return p.pass("deliver_tx")
}

func (p *passer) ListenEndBlock(context.Context, abci.RequestEndBlock, abci.ResponseEndBlock) error {
	return p.pass("end_block")
}

func (p *passer) OnWrite(storetypes.StoreKey, []byte, []byte, bool) error { return p.pass("on_write") }

func (p *passer) ListenCommit(context.Context, abci.ResponseCommit) error { return p.pass("commit") }

func (p *passer) Listeners() map[storetypes.StoreKey][]storetypes.WriteListener {
	listeners := make(map[storetypes.StoreKey][]storetypes.WriteListener, len(p.keys))
	for _, key := range p.keys {
		listeners[key] = []storetypes.WriteListener{p}
	}
	return listeners
}

func (p *passer) Stream(*sync.WaitGroup) error { return nil }

func (p *passer) Close() error { return nil }
