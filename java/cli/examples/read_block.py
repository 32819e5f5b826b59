"""Prints the pairs of a data file: python3 read_block.py block-5-data"""
import sys


def varint(data, at):
    value = shift = 0
    while True:
        byte, at = data[at], at + 1
        value, shift = value | (byte & 127) << shift, shift + 7
        if byte < 128:
            return value, at


data = open(sys.argv[1], "rb").read()
assert len(data) == 8 + int.from_bytes(data[:8], "big"), "the file is not whole"
at = 8
while at < len(data):
    size, at = varint(data, at)
    end, pair = at + size, {1: b"", 2: 0, 3: b"", 4: b""}  # store_key, delete, key, value
    while at < end:
        tag, at = varint(data, at)
        number, at = varint(data, at)
        if tag & 7 == 2:  # bytes: what was read is their length
            number, at = data[at : at + number], at + number
        pair[tag >> 3] = number
    what = "delete" if pair[2] else "set"
    print(pair[1].decode(), what, pair[3].hex(), pair[4].hex())
