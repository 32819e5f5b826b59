package org.abcistream.cli.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A part of a key, and how it is shown. */
enum KeyPart {
  /** An account: a byte with its length, and the address. */
  ACCOUNT {
    @Override
    String read(ByteBuffer key, AddressFormat addresses) throws NotDecodableException {
      return addresses.account(take(key, lengthOf(key)));
    }
  },
  /** A validator's operator, in the same way. */
  VALIDATOR {
    @Override
    String read(ByteBuffer key, AddressFormat addresses) throws NotDecodableException {
      return addresses.validator(take(key, lengthOf(key)));
    }
  },
  /** The same with each bit inverted, for an order from the highest to the lowest. */
  INVERTED_VALIDATOR {
    @Override
    String read(ByteBuffer key, AddressFormat addresses) throws NotDecodableException {
      byte[] address = take(key, lengthOf(key));
      for (int i = 0; i < address.length; i++) {
        address[i] = (byte) ~address[i];
      }
      return addresses.validator(address);
    }
  },
  /** The address of a validator's key for signing blocks. */
  CONSENSUS {
    @Override
    String read(ByteBuffer key, AddressFormat addresses) throws NotDecodableException {
      return addresses.consensus(take(key, lengthOf(key)));
    }
  },
  /** An account without its length, to the key's end. */
  LAST_ACCOUNT {
    @Override
    String read(ByteBuffer key, AddressFormat addresses) throws NotDecodableException {
      return addresses.account(take(key, key.remaining()));
    }
  },
  /** Printable text to the key's end. */
  LAST_TEXT {
    @Override
    String read(ByteBuffer key, AddressFormat addresses) throws NotDecodableException {
      return text(take(key, key.remaining()));
    }
  },
  /** Printable text, and a zero byte. */
  TERMINATED_TEXT {
    @Override
    String read(ByteBuffer key, AddressFormat addresses) throws NotDecodableException {
      int length = 0;
      while (length < key.remaining() && key.get(key.position() + length) != 0) {
        length++;
      }
      String text = text(take(key, length));
      take(key, 1);
      return text;
    }
  },
  /** Eight bytes, big-endian. */
  NUMBER {
    @Override
    String read(ByteBuffer key, AddressFormat addresses) throws NotDecodableException {
      return Long.toUnsignedString(ByteBuffer.wrap(take(key, Long.BYTES)).getLong());
    }
  },
  /** To the key's end: digits up to v0.47, later a {@link #NUMBER}. */
  LAST_HEIGHT {
    @Override
    String read(ByteBuffer key, AddressFormat addresses) throws NotDecodableException {
      for (int i = key.position(); i < key.limit(); i++) {
        if (key.get(i) < '0' || key.get(i) > '9') {
          return NUMBER.read(key, addresses);
        }
      }
      return text(take(key, key.remaining()));
    }
  },
  /** A moment as text that can be sorted, in UTC. */
  TIME {
    @Override
    String read(ByteBuffer key, AddressFormat addresses) throws NotDecodableException {
      return text(take(key, TIME_SIZE));
    }
  },
  /** The same after its length in eight bytes. */
  SIZED_TIME {
    @Override
    String read(ByteBuffer key, AddressFormat addresses) throws NotDecodableException {
      if (ByteBuffer.wrap(take(key, Long.BYTES)).getLong() != TIME_SIZE) {
        throw new NotDecodableException("a time of another length");
      }
      return TIME.read(key, addresses);
    }
  };

  /** Of {@code 2006-01-02T15:04:05.000000000}. */
  private static final int TIME_SIZE = 29;

  /**
   * Reads the part and moves behind it.
   *
   * @throws NotDecodableException if the key has something else there
   */
  abstract String read(ByteBuffer key, AddressFormat addresses) throws NotDecodableException;

  private static int lengthOf(ByteBuffer key) throws NotDecodableException {
    return Byte.toUnsignedInt(take(key, 1)[0]);
  }

  private static byte[] take(ByteBuffer key, int size) throws NotDecodableException {
    if (key.remaining() < size || size == 0) {
      throw new NotDecodableException("a key that is too short");
    }
    byte[] bytes = new byte[size];
    key.get(bytes);
    return bytes;
  }

  private static String text(byte[] bytes) throws NotDecodableException {
    for (byte character : bytes) {
      if (character < ' ' || character > '~') {
        throw new NotDecodableException("no printable text");
      }
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
