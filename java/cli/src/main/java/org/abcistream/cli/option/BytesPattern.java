package org.abcistream.cli.option;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A key, or what keys begin with, as it is typed: {@code 02ab} in hex, {@code text:params} as text,
 * and either of them behind {@code prefix:}.
 *
 * @param bytes not to be changed
 * @param isPrefix whether it matches everything that begins so
 */
public record BytesPattern(ByteBuffer bytes, boolean isPrefix) {
  private static final String PREFIX = "prefix:";
  private static final String TEXT = "text:";
  private static final String HEX = "0x";

  /** Keeps a view of its own. */
  public BytesPattern {
    bytes = bytes.asReadOnlyBuffer();
  }

  /**
   * Reads what was typed.
   *
   * @throws UsageException if it is neither
   */
  public static BytesPattern parse(String typed) {
    boolean prefix = typed.startsWith(PREFIX);
    String rest = prefix ? typed.substring(PREFIX.length()) : typed;
    return new BytesPattern(ByteBuffer.wrap(bytesOf(rest)), prefix);
  }

  private static byte[] bytesOf(String typed) {
    if (typed.startsWith(TEXT)) {
      return typed.substring(TEXT.length()).getBytes(StandardCharsets.UTF_8);
    }
    try {
      return HexFormat.of().parseHex(typed.startsWith(HEX) ? typed.substring(2) : typed);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "the key \"%s\" is not hex: write an even number of hex digits, or text:%s"
              .formatted(typed, typed));
    }
  }

  /**
   * {@return whether it is meant}
   *
   * @param other borrowed; its position and limit stay
   */
  public boolean matches(ByteBuffer other) {
    int size = bytes.remaining();
    return isPrefix
        ? other.remaining() >= size && other.slice(other.position(), size).equals(bytes)
        : other.equals(bytes);
  }

  /** For picocli. */
  public static final class Converter implements ITypeConverter<BytesPattern> {
    /** Without state. */
    public Converter() {}

    @Override
    public BytesPattern convert(String typed) {
      try {
        return parse(typed);
      } catch (UsageException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
