package appconfig

import (
	"encoding"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// render writes every table as one of its own, in the order of the names: the library reads `[abcistream.jvm]` before
// there is a JVM, with a reader that knows no other form.
func (t *tables) render() (string, error) {
	var text strings.Builder
	err := renderTable(&text, nil, t.root)
	return text.String(), err
}

func renderTable(text *strings.Builder, path []string, table map[string]any) error {
	var values, below []string
	for _, key := range sortedKeys(table) {
		if _, ok := table[key].(map[string]any); ok {
			below = append(below, key)
		} else {
			values = append(values, key)
		}
	}
	if len(values) > 0 {
		fmt.Fprintf(text, "[%s]\n", dotted(path))
	}
	for _, key := range values {
		value, err := literal(table[key])
		if err != nil {
			return fmt.Errorf("%s.%s %w", dotted(path), quoteKey(key), err)
		}
		fmt.Fprintf(text, "%s = %s\n", quoteKey(key), value)
	}
	for _, key := range below {
		if err := renderTable(text, append(slices.Clone(path), key), table[key].(map[string]any)); err != nil {
			return err
		}
	}
	return nil
}

func dotted(path []string) string {
	keys := make([]string, len(path))
	for i, key := range path {
		keys[i] = quoteKey(key)
	}
	return strings.Join(keys, ".")
}

func quoteKey(key string) string {
	isBare := func(r rune) bool {
		return r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	if key != "" && strings.IndexFunc(key, func(r rune) bool { return !isBare(r) }) < 0 {
		return key
	}
	return quote(key)
}

// quote is a basic string of TOML.
func quote(text string) string {
	var quoted strings.Builder
	quoted.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			quoted.WriteByte('\\')
			quoted.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&quoted, `\u%04x`, r)
		default:
			quoted.WriteRune(r)
		}
	}
	quoted.WriteByte('"')
	return quoted.String()
}

// literal is a value inside a table: an array, an inline table, or a plain one.
func literal(value any) (string, error) {
	switch v := value.(type) {
	case string:
		return quote(v), nil
	case bool, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64:
		return fmt.Sprint(v), nil
	case float64:
		return float(v), nil
	case time.Duration:
		return quote(v.String()), nil
	case time.Time:
		return v.Format(time.RFC3339Nano), nil
	case []string:
		return array(v)
	case []any:
		return array(v)
	case []map[string]any:
		return array(v)
	case map[string]any:
		return inlineTable(v)
	case encoding.TextMarshaler: // a date or a time without a zone
		text, err := v.MarshalText()
		return string(text), err
	default:
		return "", fmt.Errorf("is a %T, which app.toml has no form for", value)
	}
}

func float(value float64) string {
	text := strconv.FormatFloat(value, 'g', -1, 64)
	switch text {
	case "+Inf", "-Inf", "NaN":
		return strings.ToLower(text)
	}
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return text
}

func array[E any](elements []E) (string, error) {
	literals := make([]string, len(elements))
	for i, element := range elements {
		var err error
		if literals[i], err = literal(element); err != nil {
			return "", err
		}
	}
	return "[" + strings.Join(literals, ", ") + "]", nil
}

func inlineTable(table map[string]any) (string, error) {
	var pairs []string
	for _, key := range sortedKeys(table) {
		value, err := literal(table[key])
		if err != nil {
			return "", err
		}
		pairs = append(pairs, quoteKey(key)+" = "+value)
	}
	return "{" + strings.Join(pairs, ", ") + "}", nil
}

func sortedKeys(table map[string]any) []string {
	keys := make([]string, 0, len(table))
	for key := range table {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
