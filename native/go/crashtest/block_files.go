package crashtest

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Blocks has the digest of each file of each block that is in a folder.
type Blocks map[int64]map[string][sha256.Size]byte

// ReadBlocks reads a folder, and fails where a file is not whole.
func ReadBlocks(dir string) (Blocks, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	blocks := Blocks{}
	for _, entry := range entries {
		height, kind := parseName(entry.Name())
		if kind == "" {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return nil, err
		}
		if err := checkWhole(content, kind); err != nil {
			return nil, fmt.Errorf("%s: %w", entry.Name(), err)
		}
		if blocks[height] == nil {
			blocks[height] = map[string][sha256.Size]byte{}
		}
		blocks[height][kind] = sha256.Sum256(content)
	}
	return blocks, nil
}

// parseName takes apart the name of a block's file; the kind of any other is empty.
func parseName(name string) (height int64, kind string) {
	parts := strings.Split(name, "-")
	if len(parts) != 3 || parts[0] != "block" || (parts[2] != "data" && parts[2] != "meta") {
		return 0, ""
	}
	height, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return 0, ""
	}
	return height, parts[2]
}

func checkWhole(content []byte, kind string) error {
	if len(content) < 8 || binary.BigEndian.Uint64(content) != uint64(len(content)-8) {
		return fmt.Errorf("torn: it has %d bytes, and its head asks for others", len(content))
	}
	if kind != "data" {
		return nil
	}
	for rest := content[8:]; len(rest) > 0; {
		size, head := binary.Uvarint(rest)
		if head <= 0 || size > uint64(len(rest)-head) {
			return fmt.Errorf("torn: a pair is cut %d bytes before the end", len(rest))
		}
		rest = rest[head+int(size):]
	}
	return nil
}

// Last is the highest height that has both files; 0 where none has.
func (b Blocks) Last() int64 {
	last := int64(0)
	for height, files := range b {
		if len(files) == 2 {
			last = max(last, height)
		}
	}
	return last
}

// CheckComplete fails where a height up to last lacks a file.
func (b Blocks) CheckComplete(last int64) error {
	for height := int64(1); height <= last; height++ {
		if len(b[height]) != 2 {
			return fmt.Errorf("height %d is missing: it has %d of its 2 files, while the last height is %d",
				height, len(b[height]), last)
		}
	}
	return nil
}

// CheckUnchanged fails where a file is not what it was before: then a block was streamed twice, and differently.
func (b Blocks) CheckUnchanged(before Blocks) error {
	for height, files := range before {
		for kind, digest := range files {
			if b[height][kind] != digest {
				return fmt.Errorf("the %s file of height %d is another one than before", kind, height)
			}
		}
	}
	return nil
}
