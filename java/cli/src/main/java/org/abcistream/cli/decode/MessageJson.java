package org.abcistream.cli.decode;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.abcistream.cli.output.JsonObject;
import org.abcistream.proto.cosmos.auth.v1beta1.BaseAccount;
import org.abcistream.proto.cosmos.auth.v1beta1.ModuleAccount;
import org.abcistream.proto.cosmos.crypto.multisig.LegacyAminoPubKey;
import org.abcistream.proto.cosmos.option.DecimalOption;
import org.abcistream.proto.cosmos.vesting.v1beta1.ContinuousVestingAccount;
import org.abcistream.proto.cosmos.vesting.v1beta1.DelayedVestingAccount;
import org.abcistream.proto.cosmos.vesting.v1beta1.PeriodicVestingAccount;
import org.abcistream.proto.cosmos.vesting.v1beta1.PermanentLockedAccount;

/** Messages as JSON on one line. */
final class MessageJson {
  /** What may stand in an {@code Any}, by its type. */
  private static final Map<String, Message> KNOWN_TYPES =
      List.of(
              BaseAccount.getDefaultInstance(),
              ModuleAccount.getDefaultInstance(),
              ContinuousVestingAccount.getDefaultInstance(),
              DelayedVestingAccount.getDefaultInstance(),
              PeriodicVestingAccount.getDefaultInstance(),
              PermanentLockedAccount.getDefaultInstance(),
              LegacyAminoPubKey.getDefaultInstance(),
              org.abcistream.proto.cosmos.crypto.ed25519.PubKey.getDefaultInstance(),
              org.abcistream.proto.cosmos.crypto.secp256k1.PubKey.getDefaultInstance())
          .stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  message -> '/' + message.getDescriptorForType().getFullName(),
                  Function.identity()));

  /** A message in an {@code Any} in an {@code Any} and so on is bytes from here on. */
  private static final int DEEPEST_ANY = 8;

  private static final int DECIMAL_PLACES = 18;

  private int anyDepth;

  private MessageJson() {}

  /** {@return the message as JSON} */
  static String of(Message message) {
    return new MessageJson().nested(message);
  }

  private String nested(Message message) {
    return message instanceof Any any ? any(any) : fields(new JsonObject(), message).toString();
  }

  /** All fields, also those without a value, as the Cosmos SDK shows them. */
  private JsonObject fields(JsonObject json, Message message) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        list(json, field, (List<?>) message.getField(field));
      } else if (!field.hasPresence() || message.hasField(field)) {
        value(json, field, message.getField(field));
      } else if (field.getContainingOneof() == null) {
        json.putJson(field.getName(), "null");
      }
    }
    Set<Integer> unknown = message.getUnknownFields().asMap().keySet();
    if (!unknown.isEmpty()) {
      json.putJson("@unknown", new TreeSet<>(unknown).toString().replace(" ", ""));
    }
    return json;
  }

  private void list(JsonObject json, FieldDescriptor field, List<?> values) {
    if (field.getJavaType() == JavaType.MESSAGE) {
      json.putJson(
          field.getName(),
          values.stream()
              .map(value -> nested((Message) value))
              .collect(Collectors.joining(",", "[", "]")));
    } else {
      json.putTexts(field.getName(), values.stream().map(value -> text(field, value)).toList());
    }
  }

  private void value(JsonObject json, FieldDescriptor field, Object value) {
    String name = field.getName();
    if (value instanceof Timestamp timestamp) {
      json.put(name, time(timestamp));
    } else if (value instanceof Duration duration) {
      json.put(name, seconds(duration));
    } else if (value instanceof Message message) {
      json.putJson(name, nested(message));
    } else if (value instanceof Boolean flag) {
      json.put(name, flag);
    } else if (value instanceof Integer number) {
      json.put(name, isUnsigned(field) ? Integer.toUnsignedLong(number) : number);
    } else {
      json.put(name, text(field, value));
    }
  }

  /** What is a string in JSON, 64-bit numbers among it. */
  private static String text(FieldDescriptor field, Object value) {
    if (value instanceof ByteString bytes) {
      return base64(bytes);
    }
    if (value instanceof EnumValueDescriptor constant) {
      return constant.getName();
    }
    if (value instanceof Long number && isUnsigned(field)) {
      return Long.toUnsignedString(number);
    }
    String text = value.toString();
    return field.getOptions().getExtension(DecimalOption.decimal) ? decimal(text) : text;
  }

  private static boolean isUnsigned(FieldDescriptor field) {
    return field.getType() == FieldDescriptor.Type.UINT32
        || field.getType() == FieldDescriptor.Type.UINT64;
  }

  /** With the fields of the message in it, where its type is known, else with its bytes. */
  private String any(Any any) {
    JsonObject json = new JsonObject().put("@type", any.getTypeUrl());
    Message type = KNOWN_TYPES.get(any.getTypeUrl());
    if (type != null && anyDepth < DEEPEST_ANY) {
      try {
        Message content = type.getParserForType().parseFrom(any.getValue());
        anyDepth++;
        fields(json, content);
        anyDepth--;
        return json.toString();
      } catch (InvalidProtocolBufferException e) {
        // It is not what it says: its bytes are all there is to show.
      }
    }
    return json.put("value", base64(any.getValue())).toString();
  }

  private static String time(Timestamp time) {
    try {
      return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
    } catch (DateTimeException e) {
      return "%d.%09ds after 1970".formatted(time.getSeconds(), time.getNanos());
    }
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNanos(), 9))
            .stripTrailingZeros()
            .toPlainString()
        + 's';
  }

  private static String decimal(String digits) {
    return ValueFormat.INTEGER.matcher(digits).matches()
        ? new BigDecimal(new BigInteger(digits), DECIMAL_PLACES).toPlainString()
        : digits;
  }

  private static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
