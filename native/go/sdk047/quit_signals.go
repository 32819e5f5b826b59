package streaming

// #include "quit_signals.h"
import "C"

import (
	"fmt"
	"os"
	"sync"
	"syscall"
	"time"
)

// repeatSignal is how long the node is given before it is told again.
const repeatSignal = time.Second

// quit holds back the signals that stop the node until every service of the process is drained.
var quit struct {
	sync.Mutex
	caught *os.File
	drains []func()
}

// drainBeforeQuit has drain called before the node is told to stop.
func drainBeforeQuit(drain func()) error {
	quit.Lock()
	defer quit.Unlock()
	descriptor, err := C.quit_catch()
	if descriptor < 0 {
		return fmt.Errorf("the signals that stop the node cannot be caught: %w", err)
	}
	quit.drains = append(quit.drains, drain)
	if quit.caught == nil {
		quit.caught = os.NewFile(uintptr(descriptor), "signals")
		go drainAtSignal(quit.caught)
	}
	return nil
}

// holdSignals catches them again where somebody has set other handlers since; the SDK does so late. It tells whether one
// has come already: a node that halts itself has sent it before it begins another block.
func holdSignals() bool {
	quit.Lock()
	defer quit.Unlock()
	C.quit_catch()
	return bool(C.quit_asked())
}

func drainAtSignal(caught *os.File) {
	number := make([]byte, 1)
	if _, err := caught.Read(number); err != nil {
		return
	}
	quit.Lock()
	drains := quit.drains
	quit.Unlock()
	for _, drain := range drains {
		drain()
	}
	quit.Lock()
	C.quit_release()
	quit.Unlock()
	// The SDK's start listens twice, the second time when it is five seconds old. A signal that it takes before that,
	// and has not acted on until then, is lost to it: so it is told until the process ends.
	for {
		_ = syscall.Kill(os.Getpid(), syscall.Signal(number[0]))
		time.Sleep(repeatSignal)
	}
}
