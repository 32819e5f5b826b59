package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"abcistream.org/go/abcistream"
)

// steps are what the arguments may name; each tells what it has seen. An error is a fault of the test.
var steps = map[string]func(n *node, value string) (string, error){
	"open":         (*node).open,
	"blocks":       (*node).commitBlocks,
	"describe":     func(n *node, _ string) (string, error) { return n.stream.Describe(), nil },
	"close":        func(n *node, _ string) (string, error) { return outcome(n.stream.Close()), nil },
	"serve":        (*node).serve,
	"soak":         (*node).soak,
	"nil-panics":   (*node).recoverNilPanics,
	"broken-pipes": (*node).breakPipes,
	"signals":      (*node).takeSignals,
	"children":     (*node).runChildren,
	"preemption":   (*node).preempt,
	"profile":      (*node).profile,
	"quit":         (*node).quit,
	"die":          func(*node, string) (string, error) { return fmt.Sprint(dereference(nil)), nil },
}

// open opens the stream; with "nil-panics" as its value while goroutines panic.
func (n *node) open(value string) (string, error) {
	if value == "nil-panics" {
		defer panicMeanwhile()()
	}
	stream, err := abcistream.Open(n.options)
	n.stream = stream
	return outcome(err), nil
}

// block brings the next block: some writes, and the height as its hash.
func (n *node) block() error {
	n.height++
	key := binary.BigEndian.AppendUint64(nil, uint64(n.height))
	if err := n.stream.ListenFinalizeBlock(key, key); err != nil {
		return err
	}
	for i := range 20 {
		if err := n.stream.OnWrite(uint32(i/10), append(key, byte(i)), make([]byte, 100), i%7 == 0); err != nil {
			return err
		}
	}
	return n.stream.ListenCommit(n.height, key, nil)
}

// commitBlocks brings so many blocks, and goes on where one fails.
func (n *node) commitBlocks(value string) (string, error) {
	count, err := strconv.Atoi(value)
	if err != nil {
		return "", err
	}
	good := 0
	for range count {
		if err := n.block(); err != nil {
			say("block %d: %s", n.height, outcome(err))
		} else {
			good++
		}
	}
	return fmt.Sprintf("%d of %d", good, count), nil
}

// meanwhile brings blocks until the work has been done. Whether they fail is for another step to see.
func (n *node) meanwhile(work func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	for n.stream != nil {
		select {
		case <-done:
			return
		default:
			_ = n.block()
		}
	}
	<-done
}

// serve brings a block every few milliseconds until a signal comes, which it names.
func (n *node) serve(string) (string, error) {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	defer signal.Stop(stop)
	say("serving")
	for {
		select {
		case which := <-stop:
			return which.String(), nil
		case <-time.After(5 * time.Millisecond):
			if err := n.block(); err != nil {
				return outcome(err), nil
			}
		}
	}
}

// quit has Go's runtime end the process.
func (n *node) quit(string) (string, error) {
	if err := syscall.Kill(os.Getpid(), syscall.SIGQUIT); err != nil {
		return "", err
	}
	time.Sleep(time.Minute)
	return "the node has survived SIGQUIT for a minute", nil
}
