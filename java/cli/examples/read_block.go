// Prints the pairs of a data file: go run read_block.go block-5-data
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
)

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil || binary.BigEndian.Uint64(data) != uint64(len(data)-8) {
		panic(fmt.Sprint("the file is not whole: ", err))
	}
	for data = data[8:]; len(data) > 0; {
		pair, what := cut(&data), "set"
		store := cut(&pair, 1<<3|2)
		if rest, found := bytes.CutPrefix(pair, []byte{2 << 3, 1}); found {
			pair, what = rest, "delete"
		}
		fmt.Printf("%s %s %x %x\n", store, what, cut(&pair, 3<<3|2), cut(&pair, 4<<3|2))
	}
}

// cut takes what stands behind a tag and a length; nothing where another tag is.
func cut(from *[]byte, tag ...byte) (field []byte) {
	if rest, found := bytes.CutPrefix(*from, tag); found {
		size, n := binary.Uvarint(rest)
		field, *from = rest[n:][:size], rest[n:][size:]
	}
	return field
}
