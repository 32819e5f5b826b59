module abcistream.org/go/crashtest

go 1.26
