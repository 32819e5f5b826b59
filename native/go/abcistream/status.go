package abcistream

/*
#include "binding.h"
*/
import "C"

// Status is the outcome of a call into the library. It is an error too, so that what a call has returned can be compared
// with it: errors.Is(err, abcistream.StatusTimeout). A later version may return others than these.
type Status int32

// The statuses of abcistream.h, and what each tells of.
const (
	StatusOK              Status = C.ABCISTREAM_OK               // never in an error
	StatusInvalidArgument Status = C.ABCISTREAM_INVALID_ARGUMENT // a value that the method does not take
	StatusOutOfOrder      Status = C.ABCISTREAM_OUT_OF_ORDER     // hooks in an order that makes no block
	StatusHeight          Status = C.ABCISTREAM_HEIGHT           // a height that does not follow the last one
	StatusConfig          Status = C.ABCISTREAM_CONFIG           // an error in the configuration
	StatusJVMNotFound     Status = C.ABCISTREAM_JVM_NOT_FOUND    // no usable Java installation
	StatusJVMStart        Status = C.ABCISTREAM_JVM_START        // a JVM that could not be started
	StatusJVMGone         Status = C.ABCISTREAM_JVM_GONE         // a JVM that has ended while the node was running
	StatusJVMOptions      Status = C.ABCISTREAM_JVM_OPTIONS      // a JVM in this process with other options
	StatusServiceFailed   Status = C.ABCISTREAM_SERVICE_FAILED   // a service that has failed
	StatusTimeout         Status = C.ABCISTREAM_TIMEOUT          // a service that did not answer in time
	StatusNoMemory        Status = C.ABCISTREAM_NO_MEMORY        // memory that could not be had
	StatusClosed          Status = C.ABCISTREAM_CLOSED           // a stream that is closed
	StatusForked          Status = C.ABCISTREAM_FORKED           // a stream of the parent process
	StatusInternal        Status = C.ABCISTREAM_INTERNAL         // a fault of the library
)

// String is the name of the status, such as "TIMEOUT", and "UNKNOWN" for one that the library does not know.
func (s Status) String() string { return C.GoString(C.abcistream_status_name(C.abcistream_status(s))) }

// Error is one phrase in English.
func (s Status) Error() string { return C.GoString(C.abcistream_status_text(C.abcistream_status(s))) }

// Error is what a call into the library has failed with.
type Error struct {
	Status  Status
	Message string // a sentence that names the thing, the value and what to do
}

// Error is the name of the status and the message.
func (e *Error) Error() string { return "abcistream: " + e.Status.String() + ": " + e.Message }

// Unwrap lets errors.Is and errors.As find the status.
func (e *Error) Unwrap() error { return e.Status }
