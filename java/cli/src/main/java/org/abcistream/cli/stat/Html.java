package org.abcistream.cli.stat;

/** Text in HTML and in SVG. */
final class Html {
  private Html() {}

  /** The text as it must stand between tags and in double quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
