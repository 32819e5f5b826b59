package org.abcistream.cli.decode;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.Int64Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UInt64Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.abcistream.proto.cosmos.base.v1beta1.Coin;
import org.abcistream.proto.cosmos.base.v1beta1.IntProto;

/** What the values of one kind of pair are. */
@FunctionalInterface
interface ValueFormat {
  /** An integer of any size, in decimal digits. */
  Pattern INTEGER = Pattern.compile("-?[0-9]{1,100}");

  /** An entry of an index, whose key says all: empty, or one zero byte. */
  ValueFormat NOTHING =
      (value, addresses) -> {
        if (value.remaining() > 1 || (value.hasRemaining() && value.get() != 0)) {
          throw new NotDecodableException("an index with a value");
        }
        return Optional.empty();
      };

  /** An amount of coins: decimal digits, or, before v0.46, a {@code Coin}. */
  ValueFormat AMOUNT =
      (value, addresses) -> {
        ByteBuffer bytes = value.duplicate();
        String digits = StandardCharsets.ISO_8859_1.decode(value).toString();
        return integer(
            INTEGER.matcher(digits).matches() ? digits : Coin.parseFrom(bytes).getAmount());
      };

  /** An {@code IntProto}. */
  ValueFormat INT = (value, addresses) -> integer(IntProto.parseFrom(value).getInt());

  /** An {@code Int64Value}. */
  ValueFormat INT64 =
      (value, addresses) -> quoted(Long.toString(Int64Value.parseFrom(value).getValue()));

  /** A {@code UInt64Value}. */
  ValueFormat UINT64 =
      (value, addresses) -> quoted(Long.toUnsignedString(UInt64Value.parseFrom(value).getValue()));

  /** Eight bytes, big-endian. */
  ValueFormat NUMBER =
      (value, addresses) -> {
        if (value.remaining() != Long.BYTES) {
          throw new NotDecodableException("a number of another size");
        }
        return quoted(Long.toUnsignedString(value.getLong()));
      };

  /** Yes or no: one byte, or, up to v0.47, a {@code BoolValue}. */
  ValueFormat BOOL =
      (value, addresses) -> {
        boolean single = value.remaining() == 1;
        return Optional.of(
            String.valueOf(single ? value.get() == 1 : BoolValue.parseFrom(value).getValue()));
      };

  /** The address of an account. */
  ValueFormat ACCOUNT = (value, addresses) -> quoted(addresses.account(address(value)));

  /** The address of a validator's operator. */
  ValueFormat VALIDATOR = (value, addresses) -> quoted(addresses.validator(address(value)));

  /** A message that says itself which one it is. */
  ValueFormat ANY = message(Any.parser());

  /**
   * What a value says.
   *
   * @param value may be read from
   * @return JSON on one line; empty when it says nothing
   * @throws NotDecodableException if it is none of these values
   * @throws InvalidProtocolBufferException if it is none of these values
   */
  Optional<String> toJson(ByteBuffer value, AddressFormat addresses)
      throws NotDecodableException, InvalidProtocolBufferException;

  /** A message of one type. */
  static <M extends Message> ValueFormat message(Parser<M> parser) {
    return (value, addresses) ->
        Optional.of(MessageJson.of(parser.parseFrom(ByteString.copyFrom(value))));
  }

  private static byte[] address(ByteBuffer value) throws NotDecodableException {
    if (!value.hasRemaining() || value.remaining() > 255) {
      throw new NotDecodableException("no address");
    }
    byte[] address = new byte[value.remaining()];
    value.get(address);
    return address;
  }

  private static Optional<String> integer(String text) throws NotDecodableException {
    if (!INTEGER.matcher(text).matches()) {
      throw new NotDecodableException("no integer");
    }
    return quoted(text);
  }

  private static Optional<String> quoted(String text) {
    return Optional.of('"' + text + '"');
  }
}
