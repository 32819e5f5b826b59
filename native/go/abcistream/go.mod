module abcistream.org/go/abcistream

go 1.21
