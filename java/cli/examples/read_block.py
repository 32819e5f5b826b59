"""Prints the pairs of a data file: python3 read_block.py block-5-data"""
import io, os, sys

def varint(stream):
    byte = stream.read(1)[0]
    return byte if byte < 128 else byte - 128 + 128 * varint(stream)

def fields(message):
    while tag := message.read(1):
        number = varint(message)
        yield tag[0] >> 3, message.read(number) if tag[0] & 7 == 2 else number

with open(sys.argv[1], "rb") as file:
    assert int.from_bytes(file.read(8), "big") == os.path.getsize(file.name) - 8, "not whole"
    while file.peek(1):
        pair = {3: b"", 4: b""} | dict(fields(io.BytesIO(file.read(varint(file)))))
        print(pair[1].decode(), "delete" if 2 in pair else "set", pair[3].hex(), pair[4].hex())
