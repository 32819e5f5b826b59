package abcistream

/*
#include <stdint.h>
*/
import "C"

import (
	"log/slog"
	"runtime/cgo"
	"time"
)

// abcistream_go_log hands a record to the function behind the handle. Runs on the library's thread for logs, which is
// none of the JVM's: code of Go's on a Java thread would leave Go's signal stack there.
//
//export abcistream_go_log
func abcistream_go_log(handle C.uintptr_t, level C.int, unixNano C.int64_t, stream, logger, message *C.char) {
	take := cgo.Handle(handle).Value().(func(Record))
	take(Record{
		Level:   slogLevel(int(level)),
		Time:    time.Unix(0, int64(unixNano)),
		Stream:  C.GoString(stream),
		Logger:  C.GoString(logger),
		Message: C.GoString(message),
	})
}

// slogLevel: SLF4J's levels go up by 10 from 0 for trace, and slog's by 4.
func slogLevel(level int) slog.Level { return LevelTrace + slog.Level(level/10*4) }
