// Package crashtest kills nodes that stream to files, and checks what they leave behind.
package crashtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// Node says how a node is started.
type Node struct {
	Binary string
	Args   []string
	// Env is added to the environment of the tests.
	Env []string
	// Log is the file that takes the output of every run, one after the other.
	Log string
}

// Process is a running node. It belongs to one goroutine.
type Process struct {
	cmd   *exec.Cmd
	ended chan struct{}
}

// Start runs the node; env comes on top of its own.
func (n Node) Start(env ...string) (*Process, error) {
	log, err := os.OpenFile(n.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.Command(n.Binary, n.Args...)
	cmd.Env = append(append(os.Environ(), n.Env...), env...)
	cmd.Stdout, cmd.Stderr = log, log
	// Whatever becomes of the tests, no node outlives them.
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &Process{cmd: cmd, ended: make(chan struct{})}
	go func() {
		_ = cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

// Ended is closed when the node has ended.
func (p *Process) Ended() <-chan struct{} { return p.ended }

// Signal sends a signal; one that has ended already takes none.
func (p *Process) Signal(signal syscall.Signal) error {
	if err := p.cmd.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return nil
}

// Kill ends the node at once, and waits until it has.
func (p *Process) Kill() error {
	if err := p.Signal(syscall.SIGKILL); err != nil {
		return err
	}
	<-p.ended
	return nil
}

// Wait waits for the end, for no longer than patience, and returns the exit code, or minus the number of the signal.
func (p *Process) Wait(patience time.Duration) (int, error) {
	select {
	case <-p.ended:
	case <-time.After(patience):
		_ = p.Kill()
		return 0, fmt.Errorf("the node has not ended within %v", patience)
	}
	status := p.cmd.ProcessState.Sys().(syscall.WaitStatus)
	if status.Signaled() {
		return -int(status.Signal()), nil
	}
	return status.ExitStatus(), nil
}
