package org.abcistream.cli.decode;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How pairs of one kind are put together: what each key begins with, what follows there, and what
 * the value is.
 */
final class PairLayout {
  private final String kind;
  private final byte[] prefix;
  private final ValueFormat value;
  private final List<KeyField> fields;

  private PairLayout(String kind, byte[] prefix, ValueFormat value, KeyField... fields) {
    this.kind = kind;
    this.prefix = prefix;
    this.value = value;
    this.fields = List.of(fields);
  }

  /** Keys that begin with one byte. */
  static PairLayout of(int prefix, String kind, ValueFormat value, KeyField... fields) {
    return new PairLayout(kind, new byte[] {(byte) prefix}, value, fields);
  }

  /** Keys that begin with a text. */
  static PairLayout of(String prefix, String kind, ValueFormat value, KeyField... fields) {
    return new PairLayout(kind, prefix.getBytes(StandardCharsets.US_ASCII), value, fields);
  }

  int firstByte() {
    return Byte.toUnsignedInt(prefix[0]);
  }

  /** Decodes a pair that was set; empty when it is not laid out like this. */
  Optional<DecodedPair> decode(ByteBuffer key, ByteBuffer valueBytes, AddressFormat addresses) {
    try {
      return Optional.of(
          new DecodedPair(kind, readKey(key, addresses), value.toJson(valueBytes, addresses)));
    } catch (NotDecodableException | InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  /** Decodes a key alone; empty when it is not laid out like this. */
  Optional<DecodedPair> decodeKey(ByteBuffer key, AddressFormat addresses) {
    try {
      return Optional.of(new DecodedPair(kind, readKey(key, addresses), Optional.empty()));
    } catch (NotDecodableException e) {
      return Optional.empty();
    }
  }

  private Map<String, String> readKey(ByteBuffer key, AddressFormat addresses)
      throws NotDecodableException {
    for (byte expected : prefix) {
      if (!key.hasRemaining() || key.get() != expected) {
        throw new NotDecodableException("another key");
      }
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (KeyField field : fields) {
      parts.put(field.name(), field.part().read(key, addresses));
    }
    if (key.hasRemaining()) {
      throw new NotDecodableException("a longer key");
    }
    return parts;
  }
}
