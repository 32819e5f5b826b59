package appconfig

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// values are the options of one section that a node itself needs to know. The first that is refused is kept.
type values struct {
	section string
	table   map[string]any
	failure *error
}

// stream has the options of [abcistream].
func (t *tables) stream(failure *error) values {
	return values{"abcistream", t.section("abcistream"), failure}
}

// service has the options of a service. What `f` lacks is that of `file`, which it means.
func (t *tables) service(name string, failure *error) values {
	name = strings.ToLower(name)
	v := values{"streamers." + name, t.section("streamers", name), failure}
	if name == "f" && v.table["type"] == nil {
		merged := maps.Clone(t.section("streamers", "file"))
		if merged == nil {
			merged = map[string]any{}
		}
		maps.Copy(merged, v.table)
		v.table = merged
	}
	return v
}

func (v values) choice(key string, choices ...string) string {
	value := v.table[key]
	if value == nil {
		return choices[0]
	}
	text, _ := value.(string)
	if !slices.Contains(choices, text) {
		v.refuse(key, fmt.Sprintf("must be one of %q", choices))
	}
	return text
}

func (v values) count(key string, fallback int64) int64 {
	value := v.table[key]
	if value == nil {
		return fallback
	}
	count, err := strconv.ParseInt(fmt.Sprint(value), 10, 64)
	if err != nil || count < 0 {
		v.refuse(key, "must be a whole number, 0 or more")
	}
	return count
}

func (v values) duration(key string, fallback time.Duration) time.Duration {
	value := v.table[key]
	if value == nil {
		return fallback
	}
	duration, err := time.ParseDuration(fmt.Sprint(value))
	if err != nil || duration <= 0 {
		v.refuse(key, `must be a time such as "5s"`)
	}
	return duration
}

func (v values) refuse(key, rule string) {
	if *v.failure == nil {
		*v.failure = fmt.Errorf("%s.%s is %v, and %s", v.section, key, v.table[key], rule)
	}
}
