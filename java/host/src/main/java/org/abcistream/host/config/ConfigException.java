package org.abcistream.host.config;

/**
 * The config cannot be used. The message names the place, what is wrong with it and what to do, and
 * is shown to the operator as it is.
 */
public final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a whole sentence for the operator
   */
  public ConfigException(String message) {
    super(message);
  }
}
