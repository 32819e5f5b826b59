// Command node is a node in Go that does what its arguments say, step by step, and prints a line of what it has seen for
// each: what happens to a Go program that shares its process with a JVM.
//
//	node -home H -config FILE open blocks=10 nil-panics close
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"abcistream.org/go/abcistream"
)

// exitUsage is none of the codes that Go's runtime or a signal ends a process with.
const exitUsage = 64

// node is the program's state, from step to step.
type node struct {
	options abcistream.Options
	stream  *abcistream.Stream
	height  int64
}

// texts is an option that may be given more than once.
type texts []string

func (t *texts) String() string { return strings.Join(*t, " ") }

func (t *texts) Set(text string) error {
	*t = append(*t, text)
	return nil
}

func main() {
	n := &node{options: abcistream.Options{Name: "node", Stores: []string{"acc", "bank"}, Log: printRecord}}
	flag.StringVar(&n.options.Home, "home", "", "the node's home")
	flag.StringVar(&n.options.ConfigName, "config", "", "the file of the config")
	flag.StringVar(&n.options.JavaHome, "java-home", "", "the JDK")
	flag.StringVar(&n.options.InstallDir, "install-dir", "", "the installation")
	flag.StringVar(&n.options.ClassPath, "class-path", "", "what takes the place of the installation's jars")
	flag.Var((*texts)(&n.options.JVMOptions), "jvm-option", "an option of the JVM; may be repeated")
	flag.Parse()
	if err := n.run(flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitUsage)
	}
}

// printRecord runs on the library's thread for logs, as a node's logger does.
func printRecord(record abcistream.Record) {
	fmt.Fprintf(os.Stderr, "%v %s: %s\n", record.Level, record.Logger, record.Message)
}

func (n *node) run(arguments []string) error {
	config, err := os.ReadFile(n.options.ConfigName)
	if err != nil {
		return err
	}
	n.options.Config = string(config)
	for _, argument := range arguments {
		name, value, _ := strings.Cut(argument, "=")
		step, known := steps[name]
		if !known {
			return fmt.Errorf("%q is no step", name)
		}
		seen, err := step(n, value)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		say("%s: %s", name, seen)
	}
	return nil
}

// say prints a line of the node's, so marked, since a JVM prints to the same stream when it dies.
func say(format string, arguments ...any) {
	fmt.Printf("node: "+format+"\n", arguments...)
}

// outcome is "OK", or the status and the message of an error.
func outcome(err error) string {
	var failure *abcistream.Error
	switch {
	case err == nil:
		return "OK"
	case errors.As(err, &failure):
		return failure.Status.String() + ": " + failure.Message
	default:
		return err.Error()
	}
}
