package abcistream

/*
#include <stdlib.h>

#include "binding.h"
*/
import "C"

import (
	"fmt"
	"log/slog"
	"strings"
	"time"
	"unsafe"
)

// Options are what Open needs to know. Home is required; an empty Config loads no service.
type Options struct {
	// Name labels log records and threads. Empty: the chain id, else "abcistream".
	Name string
	// Home is the node's home folder; relative paths of services start here.
	Home string
	// ChainID is empty when the node does not know it yet.
	ChainID string
	// NodeHeight is the last height that the node has committed; 0 = none.
	NodeHeight int64

	// Config is the text of app.toml.
	Config string
	// ConfigName is what error messages call the config. Empty: "app.toml".
	ConfigName string
	// EnvPrefix has environment variables override the config: SIMD_STREAMERS_FILE_WRITE_DIR for "SIMD". Empty: none do.
	EnvPrefix string

	// Stores are the names of the node's stores; the index is the handle that OnWrite takes.
	Stores []string

	// InstallDir is the folder above lib/abcistream and share/abcistream. Empty: ABCISTREAM_HOME of the environment, else
	// found from the place of the library itself.
	InstallDir string
	// JavaHome is the folder of a JDK, 17 or later. Empty: [abcistream.jvm] home, JAVA_HOME, java on the PATH, then the
	// usual folders, in this order.
	JavaHome string
	// ClassPath is jars and folders of jars, joined by colons. Empty: [abcistream.jvm] class-path, else share/abcistream of
	// the installation.
	ClassPath string
	// JVMOptions are such as "-Xmx512m"; those in the config come after these.
	JVMOptions []string

	// Log takes what the library and the services log. It is called by one thread of the library's own, one record after
	// the other until Close returns, and must not call into a stream. Nil: records go to the standard error stream.
	Log func(Record)
}

// LevelTrace is the level below slog.LevelDebug, which slog has no name for.
const LevelTrace = slog.LevelDebug - 4

// Record is one log record.
type Record struct {
	Level   slog.Level // LevelTrace, or one of slog's four
	Time    time.Time  // when it was written
	Stream  string     // the name of the stream that it is about
	Logger  string     // who wrote it: a Java logger's name, or "abcistream"
	Message string     // a stack trace makes it more than one line
}

// strings that C reads while a stream is being opened; the first that is no text is kept as an error.
type optionStrings struct {
	allocated []unsafe.Pointer
	failure   error
}

func (o *optionStrings) free() {
	for _, pointer := range o.allocated {
		C.free(pointer)
	}
}

// text copies a string; name is what an error calls it.
func (o *optionStrings) text(name, value string) *C.char {
	if i := strings.IndexByte(value, 0); i >= 0 && o.failure == nil {
		o.failure = &Error{StatusInvalidArgument, fmt.Sprintf("%s has a NUL byte at %d, so it is no text", name, i)}
	}
	copied := C.CString(value)
	o.allocated = append(o.allocated, unsafe.Pointer(copied))
	return copied
}

// optional is text, and NULL, which stands for the default, where the value is empty.
func (o *optionStrings) optional(name, value string) *C.char {
	if value == "" {
		return nil
	}
	return o.text(name, value)
}

func (o *optionStrings) list(name string, values []string) (**C.char, C.size_t) {
	if len(values) == 0 {
		return nil, 0
	}
	first := (**C.char)(C.malloc(C.size_t(len(values)) * C.size_t(unsafe.Sizeof((*C.char)(nil)))))
	o.allocated = append(o.allocated, unsafe.Pointer(first))
	for i := range values {
		unsafe.Slice(first, len(values))[i] = o.text(fmt.Sprintf("%s[%d]", name, i), values[i])
	}
	return first, C.size_t(len(values))
}

// native is the options as C takes them; what they point to lives until o is freed.
func (o *optionStrings) native(options *Options) C.abcistream_options {
	native := C.abcistream_options{
		struct_size: C.sizeof_abcistream_options,
		name:        o.optional("Options.Name", options.Name),
		home:        o.text("Options.Home", options.Home),
		chain_id:    o.optional("Options.ChainID", options.ChainID),
		node_height: C.int64_t(options.NodeHeight),
		config:      o.text("Options.Config", options.Config),
		config_name: o.optional("Options.ConfigName", options.ConfigName),
		env_prefix:  o.optional("Options.EnvPrefix", options.EnvPrefix),
		install_dir: o.optional("Options.InstallDir", options.InstallDir),
		java_home:   o.optional("Options.JavaHome", options.JavaHome),
		class_path:  o.optional("Options.ClassPath", options.ClassPath),
	}
	native.stores, native.store_count = o.list("Options.Stores", options.Stores)
	native.jvm_options, native.jvm_option_count = o.list("Options.JVMOptions", options.JVMOptions)
	return native
}
