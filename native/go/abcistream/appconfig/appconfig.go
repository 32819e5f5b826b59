// Package appconfig turns a node's own configuration into what the streaming library reads. It knows no SDK: an SDK's
// AppOptions are a [Getter], and so is a viper.
package appconfig

import (
	"fmt"
	"strings"
	"time"
)

// Getter is a node's configuration: flags over variables of the environment over app.toml. A key is a dotted path; what
// a table has may be nil, a value, or a table as map[string]any.
type Getter interface {
	Get(key string) any
}

// OnGap is what a node does at its start when its services lack blocks.
type OnGap string

// What `abcistream.on-gap` may be.
const (
	Rollback OnGap = "rollback"
	Stop     OnGap = "stop"
	Ignore   OnGap = "ignore"
)

// Config is what a node is told about streaming.
type Config struct {
	// Services has those that `store.streamers` lists; without any nothing is streamed.
	Services []Service
	// TOML is all of it as the library reads it: `abcistream.Options.Config`.
	TOML string

	OnGap             OnGap
	MaxRollbackBlocks int64
	// CloseTimeout is how long the services may take to finish.
	CloseTimeout time.Duration
}

// Service is one that the list names.
type Service struct {
	Name string
	// Async is whether a commit does not wait for it; up to QueueBlocks may then wait.
	Async       bool
	QueueBlocks int64
}

// Read reads the options `store.streamers`, `streamers.*` and `abcistream.*`. What is refused here is what a node needs
// to know before the library is there; the library checks the rest.
func Read(options Getter) (Config, error) {
	t, err := readTables(options)
	if err != nil {
		return Config{}, err
	}
	text, err := t.render()
	if err != nil {
		return Config{}, err
	}
	var failure error
	stream := t.stream(&failure)
	config := Config{
		TOML:              text,
		OnGap:             OnGap(stream.choice("on-gap", string(Rollback), string(Stop), string(Ignore))),
		MaxRollbackBlocks: stream.count("max-rollback-blocks", 100),
		CloseTimeout:      stream.duration("close-timeout", 8*time.Second),
	}
	for _, name := range t.streamers {
		service := t.service(name, &failure)
		config.Services = append(config.Services, Service{
			Name:        name,
			Async:       service.choice("delivery", "sync", "async") == "async",
			QueueBlocks: service.count("queue-blocks", 64),
		})
	}
	return config, failure
}

// Render is the TOML text of [Read] alone.
func Render(options Getter) (string, error) {
	t, err := readTables(options)
	if err != nil {
		return "", err
	}
	return t.render()
}

// CheckQueues fails where a crash could leave a service further behind than the node can go back: an async service may
// lack its whole queue and the block that is being committed. keepRecent is how many states pruning keeps behind the
// latest one; 0 is all of them.
func (c Config) CheckQueues(keepRecent uint64) error {
	if keepRecent == 0 || c.OnGap != Rollback {
		return nil
	}
	for _, service := range c.Services {
		if service.Async && uint64(service.QueueBlocks) >= keepRecent {
			return fmt.Errorf("streamers.%s.queue-blocks is %d, and pruning keeps only %d states to go back to "+
				"(keep-recent): after a crash this async service could not be given what it lacks; set queue-blocks below %d, "+
				"or let pruning keep more", strings.ToLower(service.Name), service.QueueBlocks, keepRecent, keepRecent)
		}
	}
	return nil
}
