package crashtest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// What can happen to a file; the values are those of inotify.
const (
	Written = syscall.IN_MODIFY
	Closed  = syscall.IN_CLOSE_WRITE
	Renamed = syscall.IN_MOVED_TO
)

// lastEvents is how long the events of a node that has ended may take to arrive.
const lastEvents = 20 * time.Second

// Event is one thing that has happened in a folder: to which file, and what.
type Event struct {
	Name string
	What uint32
}

// Watch tells what happens in a folder, in order.
type Watch struct {
	file   *os.File
	events chan Event
}

// NewWatch begins to watch a folder, which must exist.
func NewWatch(dir string) (*Watch, error) {
	fd, err := syscall.InotifyInit1(syscall.IN_CLOEXEC | syscall.IN_NONBLOCK)
	if err != nil {
		return nil, err
	}
	file := os.NewFile(uintptr(fd), "inotify")
	if _, err := syscall.InotifyAddWatch(fd, dir, Written|Closed|Renamed); err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("watching %s: %w", dir, err)
	}
	w := &Watch{file, make(chan Event, 4096)}
	go w.read()
	return w, nil
}

// Close ends the watch.
func (w *Watch) Close() error { return w.file.Close() }

func (w *Watch) read() {
	defer close(w.events)
	buffer := make([]byte, 64<<10)
	for {
		n, err := w.file.Read(buffer)
		if err != nil {
			return
		}
		for rest := buffer[:n]; len(rest) >= syscall.SizeofInotifyEvent; {
			what := binary.NativeEndian.Uint32(rest[4:])
			size := binary.NativeEndian.Uint32(rest[12:])
			name := rest[syscall.SizeofInotifyEvent:][:size]
			rest = rest[syscall.SizeofInotifyEvent+size:]
			w.events <- Event{string(bytes.TrimRight(name, "\x00")), what}
		}
	}
}

// Await returns when the event has come that wanted accepts, or says why it will not.
func (w *Watch) Await(p *Process, patience time.Duration, wanted func(Event) bool) error {
	late, ended := time.After(patience), p.Ended()
	for {
		select {
		case event := <-w.events:
			if wanted(event) {
				return nil
			}
		case <-ended:
			// What it has done before may still be on its way here, on a busy machine for long.
			late, ended = time.After(lastEvents), nil
		case <-late:
			if ended == nil {
				return fmt.Errorf("the node has ended before the event came")
			}
			return fmt.Errorf("the event has not come within %v", patience)
		}
	}
}

// AwaitText returns when the node has written a text to its log, at any time since that was begun.
func AwaitText(p *Process, patience time.Duration, log, text string) error {
	w, err := NewWatch(filepath.Dir(log))
	if err != nil {
		return err
	}
	defer w.Close()
	said := func() bool {
		written, err := os.ReadFile(log)
		return err == nil && strings.Contains(string(written), text)
	}
	// The watch is older than the look, so that nothing comes unseen between the two.
	if said() {
		return nil
	}
	if err := w.Await(p, patience, func(Event) bool { return said() }); err != nil && !said() {
		return fmt.Errorf("%q is not said: %w", text, err)
	}
	return nil
}

// AwaitHeight returns when a block at or above the height has both its files, renamed into place or written there.
func (w *Watch) AwaitHeight(p *Process, patience time.Duration, height int64) error {
	err := w.Await(p, patience, func(event Event) bool {
		reached, kind := parseName(event.Name)
		return event.What != Written && kind == "meta" && reached >= height
	})
	if err != nil {
		return fmt.Errorf("height %d: %w", height, err)
	}
	return nil
}
