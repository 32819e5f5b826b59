module abcistream.org/go/processes

go 1.26

require abcistream.org/go/abcistream v0.0.0

replace abcistream.org/go/abcistream => ../abcistream
