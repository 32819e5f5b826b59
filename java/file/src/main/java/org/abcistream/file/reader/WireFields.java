package org.abcistream.file.reader;

import java.nio.ByteBuffer;

/**
 * Walks the fields of one protobuf message in any valid encoding, and never beyond its end. It is
 * itself the view of the field that it stands on, so that a walk allocates nothing.
 */
final class WireFields {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int START_GROUP = 3;
  static final int END_GROUP = 4;
  static final int FIXED32 = 5;

  private static final int WIRE_TYPE_BITS = 3;
  private static final int WIRE_TYPE_MASK = 7;
  private static final long MAX_NUMBER = (1 << 29) - 1;

  /** As deep as other parsers go. */
  private static final int MAX_DEPTH = 100;

  private final int[] openGroups = new int[MAX_DEPTH];
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int position;
  private int end;
  private int start;
  private int number;
  private int wireType;
  private long value;
  private int offset;
  private boolean minimal;

  /** Begins a walk over the bytes from one position to another. */
  void over(ByteBuffer bytes, int from, int to) {
    buffer = bytes;
    position = from;
    end = to;
  }

  /** Moves to the next field; false when there is none. A group is one field. */
  boolean next() throws MalformedMessageException {
    if (position == end) {
      return false;
    }
    start = position;
    minimal = true;
    readTag();
    switch (wireType) {
      case VARINT -> value = varint();
      case BYTES -> {
        long size = varint();
        if (Long.compareUnsigned(size, end - position) > 0) {
          throw new MalformedMessageException(
              start,
              "field %d has a length of %s bytes where %d are left"
                  .formatted(number, Long.toUnsignedString(size), end - position));
        }
        skip((int) size);
      }
      case FIXED64 -> skip(Long.BYTES);
      case FIXED32 -> skip(Integer.BYTES);
      case START_GROUP -> skipGroup();
      default ->
          throw new MalformedMessageException(start, "field %d ends a group".formatted(number));
    }
    return true;
  }

  /** Where the field's tag is. */
  int start() {
    return start;
  }

  int number() {
    return number;
  }

  int wireType() {
    return wireType;
  }

  /** Whether the field is this one, with this wire type. */
  boolean is(int wantedNumber, int wantedType) {
    return number == wantedNumber && wireType == wantedType;
  }

  /** The number that stands there, of a varint. */
  long value() {
    return value;
  }

  /** Where the content is, for all but varints. */
  int offset() {
    return offset;
  }

  /** How many bytes the content has, for all but varints. */
  int size() {
    return position - offset;
  }

  /** Where the next field is. */
  int position() {
    return position;
  }

  /** Whether tag, length and varint are as short as they can be. */
  boolean isMinimal() {
    return minimal;
  }

  private void readTag() throws MalformedMessageException {
    long tag = varint();
    long wanted = tag >>> WIRE_TYPE_BITS;
    wireType = (int) tag & WIRE_TYPE_MASK;
    if (wanted < 1 || wanted > MAX_NUMBER || wireType > FIXED32) {
      throw new MalformedMessageException(start, "0x%X is the tag of no field".formatted(tag));
    }
    number = (int) wanted;
  }

  private void skip(int size) throws MalformedMessageException {
    if (size > end - position) {
      throw new MalformedMessageException(
          start, "field %d has %d bytes where %d are left".formatted(number, size, end - position));
    }
    offset = position;
    position += size;
  }

  private void skipGroup() throws MalformedMessageException {
    int groupStart = start;
    int group = number;
    int content = position;
    int depth = 0;
    openGroups[depth++] = group;
    while (depth > 0) {
      if (position == end) {
        throw new MalformedMessageException(groupStart, "the group %d has no end".formatted(group));
      }
      start = position;
      readTag();
      switch (wireType) {
        case VARINT -> varint();
        case BYTES -> {
          long size = varint();
          skip(Long.compareUnsigned(size, Integer.MAX_VALUE) > 0 ? Integer.MAX_VALUE : (int) size);
        }
        case FIXED64 -> skip(Long.BYTES);
        case FIXED32 -> skip(Integer.BYTES);
        case START_GROUP -> {
          if (depth == MAX_DEPTH) {
            throw new MalformedMessageException(
                start, "more than %d groups lie in each other".formatted(MAX_DEPTH));
          }
          openGroups[depth++] = number;
        }
        default -> {
          if (openGroups[--depth] != number) {
            throw new MalformedMessageException(
                start, "the end of group %d ends group %d".formatted(number, openGroups[depth]));
          }
        }
      }
    }
    start = groupStart;
    number = group;
    wireType = START_GROUP;
    offset = content;
    minimal = false;
  }

  private long varint() throws MalformedMessageException {
    long result = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (position == end) {
        throw new MalformedMessageException(start, "the message ends inside a number");
      }
      byte next = buffer.get(position++);
      result |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        if (shift == 63 && next > 1) {
          break;
        }
        minimal &= next != 0 || shift == 0;
        return result;
      }
    }
    throw new MalformedMessageException(start, "a number has more than 64 bits");
  }
}
