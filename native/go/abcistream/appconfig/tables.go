package appconfig

import (
	"fmt"
	"slices"
	"strings"
)

// Options that are asked for by name, so that a flag or a variable brings them where app.toml has no such line. Any
// other option, such as a plug-in's own, is known by the line in app.toml alone, which a variable may then override.
var (
	streamOptions = []string{
		"on-gap", "max-rollback-blocks", "unknown-stores", "start-timeout", "close-timeout",
		"jvm.home", "jvm.class-path", "jvm.options", "jvm.plugin-path",
	}
	serviceOptions = []string{
		"type", "keys", "stop-node-on-error", "on-error", "delivery", "timeout", "queue-blocks", "queue-bytes",
		"write_dir", "prefix", "output-metadata", "fsync", "file-mode", "min-free-bytes",
	}
	// lists are those of the options above that are a list, which a variable holds as words.
	lists = []string{"jvm.options", "keys"}
)

// tables are the options about streaming, flags and variables applied; each value a table, or as the getter has it.
type tables struct {
	options   Getter
	root      map[string]any
	streamers []string
}

func readTables(options Getter) (*tables, error) {
	t := &tables{options: options, root: map[string]any{}}
	for _, section := range []string{"abcistream", "streamers"} {
		if table, ok := options.Get(section).(map[string]any); ok {
			t.root[section] = t.override([]string{section}, table)
		}
	}
	list, err := texts(options.Get("store.streamers"))
	if err != nil {
		return nil, fmt.Errorf("store.streamers %w", err)
	}
	t.streamers = list
	t.root["store"] = map[string]any{"streamers": list}
	t.ask(streamOptions, "abcistream")
	for _, name := range list {
		t.ask(serviceOptions, "streamers", strings.ToLower(name))
	}
	if slices.Contains(list, "f") || slices.Contains(list, "F") {
		t.ask(serviceOptions, "streamers", "file")
	}
	return t, nil
}

// override is a table with the values that have priority over those of app.toml. A key with dots in it stays one key.
func (t *tables) override(path []string, table map[string]any) map[string]any {
	result := make(map[string]any, len(table))
	for key, value := range table {
		inner := append(slices.Clone(path), key)
		if below, ok := value.(map[string]any); ok {
			result[key] = t.override(inner, below)
			continue
		}
		result[key] = value
		if best := t.options.Get(strings.Join(inner, ".")); best != nil {
			result[key] = likeWritten(best, value)
		}
	}
	return result
}

// likeWritten makes a list of a text that overrides one.
func likeWritten(value, written any) any {
	text, isText := value.(string)
	if _, isList := written.([]any); isList && isText {
		return strings.Fields(text)
	}
	return value
}

// ask adds the options that a section has by a flag or a variable alone.
func (t *tables) ask(keys []string, section ...string) {
	for _, key := range keys {
		value := t.options.Get(strings.Join(section, ".") + "." + key)
		if value == nil || value == "" {
			continue
		}
		if slices.Contains(lists, key) {
			value = likeWritten(value, []any(nil))
		}
		path := append(slices.Clone(section), strings.Split(key, ".")...)
		t.add(path, value)
	}
}

func (t *tables) add(path []string, value any) {
	table := t.root
	for _, name := range path[:len(path)-1] {
		below, ok := table[name].(map[string]any)
		if !ok {
			below = map[string]any{}
			table[name] = below
		}
		table = below
	}
	table[path[len(path)-1]] = value
}

// section is a table by its path; one that is not there is empty.
func (t *tables) section(path ...string) map[string]any {
	table := t.root
	for _, name := range path {
		table, _ = table[name].(map[string]any)
	}
	return table
}

// texts are the words of a list, or of a variable's text.
func texts(value any) ([]string, error) {
	switch list := value.(type) {
	case nil:
		return nil, nil
	case string:
		return strings.Fields(list), nil
	case []string:
		return list, nil
	case []any:
		words := make([]string, len(list))
		for i, element := range list {
			word, ok := element.(string)
			if !ok {
				return nil, fmt.Errorf("has %v in it: write a list of texts in quotes", element)
			}
			words[i] = word
		}
		return words, nil
	default:
		return nil, fmt.Errorf("is %v: write a list of texts", value)
	}
}
