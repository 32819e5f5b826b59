package org.abcistream.file.reader;

import static org.abcistream.file.layout.BlockFileKind.LENGTH_SIZE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.abcistream.api.StoreKVPair;
import org.abcistream.api.StoreKey;

/**
 * Walks the pairs of a data file in their order, in whatever valid encoding they are. The cursor is
 * itself the view of the pair that it stands on, and a walk allocates nothing; before the first
 * {@link #advance} it stands on none. Keys and values are lent until the next call of {@code
 * advance}. For one thread.
 *
 * <p>The encoding that the service and the reference write is read by straight-line code; only what
 * that does not take is read field by field.
 */
public final class StoredPairs implements StoreKVPair {
  private static final StoreKey NONE = new StoreKey("?");
  private static final int STORE_KEY = 1;
  private static final int DELETE = 2;
  private static final int KEY = 3;
  private static final int VALUE = 4;
  private static final byte STORE_KEY_TAG = STORE_KEY << 3 | WireFields.BYTES;
  private static final byte DELETE_TAG = DELETE << 3 | WireFields.VARINT;
  private static final byte KEY_TAG = KEY << 3 | WireFields.BYTES;
  private static final byte VALUE_TAG = VALUE << 3 | WireFields.BYTES;
  private static final int MAX_VARINT_SIZE = 10;

  private final PayloadWindow window;
  private final WireFields fields = new WireFields();

  private ByteBuffer buffer;
  private StoreKey storeKey = NONE;
  private ByteBuffer storeName = ByteBuffer.allocate(0);

  /** Whether the name is valid UTF-8; in what is read, anything else was replaced. */
  private boolean storeIsText;

  /** Where the next byte to be decoded is. */
  private int position = LENGTH_SIZE;

  private long offset;
  private boolean canonical;
  private boolean beginsStore;
  private boolean delete;
  private int storeOffset;
  private int storeSize;
  private int keyOffset;
  private int keySize;
  private int valueOffset;
  private int valueSize;

  StoredPairs(PayloadWindow window) {
    this.window = window;
    buffer = window.bytes();
  }

  /** Begins anew, in the file that the window now has. */
  void rewind() throws IOException {
    window.rewind();
    position = LENGTH_SIZE;
    storeKey = NONE;
    storeName = ByteBuffer.allocate(0);
  }

  /**
   * Moves to the next pair.
   *
   * @return false when there is no further pair
   * @throws BlockFileException if what follows is no pair
   * @throws IOException if the file cannot be read
   */
  public boolean advance() throws IOException {
    long left = window.remaining(position);
    if (left == 0) {
      return false;
    }
    position = window.require(position, (int) Math.min(left, MAX_VARINT_SIZE));
    buffer = window.bytes();
    offset = window.offset(position);
    int size = buffer.get(position);
    if (size >= 0) {
      canonical = true;
      position++;
    } else {
      size = messageSize();
    }
    requireRoom(size);
    position = window.require(position, size);
    buffer = window.bytes();
    readMessage(position + size);
    return true;
  }

  /** {@return the store that the key belongs to} */
  @Override
  public StoreKey storeKey() {
    return storeKey;
  }

  @Override
  public boolean isDelete() {
    return delete;
  }

  @Override
  public ByteBuffer key() {
    return buffer.slice(keyOffset, keySize);
  }

  @Override
  public ByteBuffer value() {
    return buffer.slice(valueOffset, valueSize);
  }

  @Override
  public int keySize() {
    return keySize;
  }

  @Override
  public int valueSize() {
    return valueSize;
  }

  /** {@return where in the file the pair begins, with its length} */
  public long offset() {
    return offset;
  }

  /** {@return whether the pair has the one encoding that the service and the reference write} */
  public boolean isCanonical() {
    return canonical;
  }

  /** Whether the pair before is of another store, or there is none. */
  boolean beginsStore() {
    return beginsStore;
  }

  /** The bytes that {@link #keyOffset} is a position in. */
  ByteBuffer bytes() {
    return buffer;
  }

  int keyOffset() {
    return keyOffset;
  }

  private void readMessage(int end) throws BlockFileException {
    int begin = position;
    if (!readAsWritten(end)) {
      canonical = false;
      readFields(begin, end);
    }
    beginsStore = isOtherStore();
    if (beginsStore) {
      rememberStore();
    }
    canonical &= storeIsText;
    position = end;
  }

  private void rememberStore() {
    byte[] name = new byte[storeSize];
    buffer.get(storeOffset, name);
    storeName = ByteBuffer.wrap(name);
    storeKey = new StoreKey(new String(name, StandardCharsets.UTF_8));
    storeIsText = Arrays.equals(name, storeKey.name().getBytes(StandardCharsets.UTF_8));
  }

  /** The one way in which it is written: fields ascending, none with its default, no other. */
  private boolean readAsWritten(int end) {
    storeSize = fieldSize(STORE_KEY_TAG, end);
    storeOffset = position;
    position += Math.max(0, storeSize);
    delete = position + 1 < end && buffer.get(position) == DELETE_TAG;
    if (delete) {
      if (buffer.get(position + 1) != 1) {
        return false;
      }
      position += 2;
    }
    keySize = fieldSize(KEY_TAG, end);
    keyOffset = position;
    position += Math.max(0, keySize);
    valueSize = 0;
    valueOffset = position;
    if (position < end) {
      valueSize = fieldSize(VALUE_TAG, end);
      valueOffset = position;
      position += Math.max(0, valueSize);
    }
    return storeSize > 0 && keySize > 0 && valueSize >= 0 && position == end;
  }

  /** The size of a field's content, which is not empty and where the position then is; else -1. */
  private int fieldSize(byte tag, int end) {
    if (end - position < 3 || buffer.get(position) != tag) {
      return -1;
    }
    int size = buffer.get(position + 1);
    position += 2;
    if (size < 0) {
      size = longSize(size & 0x7F, end);
    }
    return size > 0 && size <= end - position ? size : -1;
  }

  /** A size of more bytes than one, or -1 when it has more of them than it needs. */
  private int longSize(int lowest, int end) {
    long size = lowest;
    for (int shift = 7; shift < 35 && position < end; shift += 7) {
      int next = buffer.get(position++);
      size |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return next == 0 || size > Integer.MAX_VALUE ? -1 : (int) size;
      }
    }
    return -1;
  }

  /** Any order, any field again, any field that is not known. */
  private void readFields(int begin, int end) throws BlockFileException {
    storeSize = 0;
    delete = false;
    keySize = 0;
    keyOffset = begin;
    valueSize = 0;
    valueOffset = begin;
    try {
      fields.over(buffer, begin, end);
      while (fields.next()) {
        takeField();
      }
    } catch (MalformedMessageException e) {
      throw noPair(e.position(), e.found());
    }
    if (storeSize == 0) {
      throw noPair(begin, "it names no store");
    }
  }

  private void takeField() {
    if (fields.is(DELETE, WireFields.VARINT)) {
      delete = fields.value() != 0;
    } else if (fields.is(STORE_KEY, WireFields.BYTES)) {
      storeOffset = fields.offset();
      storeSize = fields.size();
    } else if (fields.is(KEY, WireFields.BYTES)) {
      keyOffset = fields.offset();
      keySize = fields.size();
    } else if (fields.is(VALUE, WireFields.BYTES)) {
      valueOffset = fields.offset();
      valueSize = fields.size();
    }
  }

  /** Whether the store is another than that of the pair before. */
  private boolean isOtherStore() {
    return storeSize != storeName.capacity() || !(storeSize < 4 ? isSameName() : isSameLongName());
  }

  private boolean isSameName() {
    for (int i = 0; i < storeSize; i++) {
      if (buffer.get(storeOffset + i) != storeName.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Four bytes at a time; the last four may have been compared in part. */
  private boolean isSameLongName() {
    int last = storeSize - 4;
    for (int i = 0; i < last; i += 4) {
      if (buffer.getInt(storeOffset + i) != storeName.getInt(i)) {
        return false;
      }
    }
    return buffer.getInt(storeOffset + last) == storeName.getInt(last);
  }

  /** The length of a message, in any valid encoding. */
  private int messageSize() throws BlockFileException {
    long size = 0;
    int begin = position;
    int end = begin + (int) Math.min(window.remaining(begin), MAX_VARINT_SIZE);
    for (int shift = 0; position < end; shift += 7) {
      byte next = buffer.get(position++);
      size |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        canonical = next != 0;
        if (size < 0 || size > window.remaining(position)) {
          throw tooLong(begin, size);
        }
        return requireInt(begin, size);
      }
    }
    throw window.failure(
        FindingKind.INVALID_ENCODING,
        begin,
        "the length of a pair does not end: stream the block again");
  }

  private int requireInt(int begin, long size) throws BlockFileException {
    if (size > Integer.MAX_VALUE) {
      throw window.failure(
          FindingKind.NOT_READABLE,
          begin,
          "a pair has %d bytes, and none with more than %d can be read"
              .formatted(size, Integer.MAX_VALUE));
    }
    return (int) size;
  }

  private void requireRoom(int size) throws BlockFileException {
    if (size > window.remaining(position)) {
      throw tooLong(position - 1, size);
    }
  }

  private BlockFileException tooLong(int begin, long size) {
    return window.failure(
        FindingKind.INVALID_ENCODING,
        begin,
        "the length of a pair says %s bytes where %d are left: stream the block again"
            .formatted(Long.toUnsignedString(size), window.remaining(position)));
  }

  private BlockFileException noPair(int at, String found) {
    return window.failure(
        FindingKind.INVALID_ENCODING,
        at,
        "no StoreKVPair, %s: stream the block again".formatted(found));
  }
}
