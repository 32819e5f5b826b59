package org.abcistream.cli.decode;

import java.util.Map;
import java.util.Optional;
import org.abcistream.cli.output.JsonObject;

/**
 * What a pair means.
 *
 * @param kind what it is, such as {@code balance}
 * @param key what its key says, by name, in the key's order
 * @param value what its value says, as JSON on one line; empty when it was deleted, or says no more
 *     than the key
 */
public record DecodedPair(String kind, Map<String, String> key, Optional<String> value) {
  /** {@return an object with {@code kind}, {@code key} and, where there is one, {@code value}} */
  public String toJson() {
    JsonObject fields = new JsonObject();
    key.forEach(fields::put);
    JsonObject json = new JsonObject().put("kind", kind).putJson("key", fields.toString());
    value.ifPresent(text -> json.putJson("value", text));
    return json.toString();
  }

  /** {@return the same for people, on one line: {@code balance address=... denom=stake: "12"}} */
  public String toText() {
    StringBuilder text = new StringBuilder(kind);
    key.forEach((name, field) -> text.append(' ').append(name).append('=').append(field));
    value.ifPresent(json -> text.append(": ").append(json));
    return text.toString();
  }
}
