package org.abcistream.api;

/**
 * An option has a value that cannot be used. The message names the option, the value and what to
 * do, and is shown to the operator as it is.
 */
public final class OptionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Puts the message together: {@code option is value: remedy}.
   *
   * @param option the option's full name, such as {@code streamers.file.prefix}
   * @param value the value as the operator wrote it
   * @param remedy what it must be, such as {@code must be true or false}
   */
  public OptionException(String option, Object value, String remedy) {
    super("%s is %s: %s".formatted(option, quoted(value), remedy));
  }

  private static String quoted(Object value) {
    return value instanceof String ? "\"" + value + "\"" : value.toString();
  }
}
