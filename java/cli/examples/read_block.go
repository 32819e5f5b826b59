// Prints the pairs of a data file: go run read_block.go block-5-data
package main

import (
	"encoding/binary"
	"fmt"
	"os"
)

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil || len(data) < 8 || uint64(len(data)-8) != binary.BigEndian.Uint64(data) {
		panic(fmt.Sprint("the file is not whole: ", err))
	}
	next := func(from *[]byte) uint64 {
		value, size := binary.Uvarint(*from)
		*from = (*from)[size:]
		return value
	}
	for data = data[8:]; len(data) > 0; {
		size := next(&data)
		message, what := data[:size], "set"
		var fields [5][]byte // 1 store_key, 3 key, 4 value
		for data = data[size:]; len(message) > 0; {
			tag, number := next(&message), next(&message)
			if tag == 2<<3 && number != 0 {
				what = "delete"
			} else if tag&7 == 2 { // bytes: what was read is their length
				fields[tag>>3], message = message[:number], message[number:]
			}
		}
		fmt.Printf("%s %s %x %x\n", fields[1], what, fields[3], fields[4])
	}
}
