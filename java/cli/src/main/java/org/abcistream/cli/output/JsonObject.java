package org.abcistream.cli.output;

import java.util.List;

/** One JSON object on one line, put together field by field. For one thread. */
public final class JsonObject {
  private final StringBuilder text = new StringBuilder("{");

  /** An object without fields. */
  public JsonObject() {}

  /**
   * Adds a text.
   *
   * @return this
   */
  public JsonObject put(String name, CharSequence value) {
    name(name);
    string(value);
    return this;
  }

  /**
   * Adds a number.
   *
   * @return this
   */
  public JsonObject put(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /**
   * Adds true or false.
   *
   * @return this
   */
  public JsonObject put(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /**
   * Adds what is JSON already.
   *
   * @param json a whole value, without line breaks
   * @return this
   */
  public JsonObject putJson(String name, String json) {
    name(name);
    text.append(json);
    return this;
  }

  /**
   * Adds an array of texts.
   *
   * @return this
   */
  public JsonObject putTexts(String name, List<String> values) {
    name(name);
    text.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      string(values.get(i));
    }
    text.append(']');
    return this;
  }

  /** {@return the object} Nothing may be added afterwards. */
  @Override
  public String toString() {
    return text + "}";
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    string(name);
    text.append(':');
  }

  private void string(CharSequence value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      escape(value.charAt(i));
    }
    text.append('"');
  }

  private void escape(char character) {
    switch (character) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (character < ' ') {
          text.append("\\u%04x".formatted((int) character));
        } else {
          text.append(character);
        }
      }
    }
  }
}
