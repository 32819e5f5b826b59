package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// What Go's runtime uses signals for, and what can go wrong with them beside a JVM. Each event happens while blocks are
// committed.

//go:noinline
func dereference(pointer *int) int { return *pointer }

// nilPanic tells whether the panic for a nil pointer could be recovered, and was just that.
func nilPanic() (recovered bool) {
	defer func() {
		failure, isRuntimes := recover().(runtime.Error)
		recovered = isRuntimes && strings.Contains(failure.Error(), "nil pointer dereference")
	}()
	return dereference(nil) != 0
}

func (n *node) recoverNilPanics(string) (string, error) {
	const goroutines, each = 50, 20
	var recovered atomic.Int64
	n.meanwhile(func() {
		var panicking sync.WaitGroup
		for range goroutines {
			panicking.Go(func() {
				for range each {
					if nilPanic() {
						recovered.Add(1)
					}
					time.Sleep(5 * time.Millisecond) // So that they spread over many collections of garbage.
				}
			})
		}
		panicking.Wait()
	})
	return fmt.Sprintf("%d of %d", recovered.Load(), goroutines*each), nil
}

// panicMeanwhile has a goroutine panic and recover until the function that it returns is called.
func panicMeanwhile() (stop func()) {
	var stopped atomic.Bool
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for !stopped.Load() {
			if !nilPanic() {
				panic("a panic that was not for the nil pointer")
			}
		}
	}()
	return func() {
		stopped.Store(true)
		<-ended
	}
}

// breakPipe writes to a connection that the peer has reset, which raises SIGPIPE. It returns what the write failed with.
func breakPipe() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer listener.Close()
	connection, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		return err
	}
	defer connection.Close()
	peer, err := listener.Accept()
	if err != nil {
		return err
	}
	if err := peer.(*net.TCPConn).SetLinger(0); err != nil { // Its close resets the connection.
		return err
	}
	peer.Close()
	if _, err := io.ReadAll(connection); !errors.Is(err, syscall.ECONNRESET) {
		return fmt.Errorf("the connection has not been reset: %v", err)
	}
	_, err = connection.Write([]byte("x"))
	return err
}

func (n *node) breakPipes(string) (string, error) {
	const count = 20
	broken := 0
	n.meanwhile(func() {
		for range count {
			if errors.Is(breakPipe(), syscall.EPIPE) {
				broken++
			}
		}
	})
	return fmt.Sprintf("%d of %d", broken, count), nil
}

// takeSignals sends itself signals, of each kind one after the other, and counts those that os/signal hands on.
func (n *node) takeSignals(string) (string, error) {
	const each = 5
	kinds := []syscall.Signal{
		syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGUSR1, syscall.SIGUSR2, syscall.SIGCHLD, syscall.SIGWINCH,
	}
	missing := []string{}
	n.meanwhile(func() {
		for _, kind := range kinds {
			taken := make(chan os.Signal, each)
			signal.Notify(taken, kind)
			for range each {
				_ = syscall.Kill(os.Getpid(), kind)
				select {
				case <-taken:
				case <-time.After(10 * time.Second):
					missing = append(missing, kind.String())
				}
			}
			signal.Reset(kind)
		}
	})
	if len(missing) > 0 {
		return "never came: " + strings.Join(missing, ", "), nil
	}
	return fmt.Sprintf("%d of %d kinds", each, len(kinds)), nil
}

// runChildren starts programs, and compares which signals a child finds blocked or ignored with the node's own of before.
func (n *node) runChildren(string) (string, error) {
	const goroutines, each = 4, 10
	var good atomic.Int64
	n.meanwhile(func() {
		var starting sync.WaitGroup
		for range goroutines {
			starting.Go(func() {
				for range each {
					// It ends itself by a signal that the JVM's threads must not have had blocked.
					var end *exec.ExitError
					output, err := exec.Command("sh", "-c", "grep -E '^Sig(Blk|Ign)' /proc/self/status; kill -TERM $$").Output()
					if errors.As(err, &end) && end.Sys().(syscall.WaitStatus).Signal() == syscall.SIGTERM &&
						string(output) == childMasks {
						good.Add(1)
					}
				}
			})
		}
		starting.Wait()
	})
	return fmt.Sprintf("%d of %d", good.Load(), goroutines*each), nil
}

// childMasks are those that a child has before there is a JVM.
var childMasks = func() string {
	output, _ := exec.Command("grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status").Output()
	return string(output)
}()

// preempt collects Go's garbage while goroutines run loops that only SIGURG can break into.
func (n *node) preempt(string) (string, error) {
	const collections = 5
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(8))
	var stopped atomic.Bool
	n.meanwhile(func() {
		var looping sync.WaitGroup
		for range 8 {
			looping.Go(func() { burn(&stopped) })
		}
		for range collections {
			runtime.GC()
		}
		stopped.Store(true)
		looping.Wait()
	})
	return fmt.Sprintf("%d collections", collections), nil
}

// burn uses a processor until it is stopped.
//
//go:noinline
func burn(stopped *atomic.Bool) {
	for !stopped.Load() {
	}
}

// profile writes a CPU profile, of some time in which there was much to see, to the file.
func (n *node) profile(path string) (string, error) {
	file, err := os.Create(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	if err := pprof.StartCPUProfile(file); err != nil {
		return "", err
	}
	var stopped atomic.Bool
	timer := time.AfterFunc(time.Second, func() { stopped.Store(true) })
	defer timer.Stop()
	n.meanwhile(func() { burn(&stopped) })
	pprof.StopCPUProfile()
	return "written", nil
}
