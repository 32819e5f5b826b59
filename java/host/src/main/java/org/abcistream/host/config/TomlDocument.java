package org.abcistream.host.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/**
 * A TOML text as a flat map from dotted names to values; case does not count. The tables in an
 * array are named by their index: {@code routes[0].topic}. Immutable.
 */
final class TomlDocument {
  /**
   * A value that is no table.
   *
   * @param name as the operator has written it, quotes left out
   */
  record Entry(String name, Object value, TomlPosition position) {}

  private final String configName;
  private final NavigableMap<String, Entry> entries = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private TomlDocument(String configName) {
    this.configName = configName;
  }

  /**
   * @param configName what error messages call the text
   * @throws ConfigException if it is no TOML, or two of its keys are the same but for case
   */
  static TomlDocument parse(String text, String configName) {
    TomlParseResult result = Toml.parse(text, TomlVersion.LATEST);
    TomlDocument document = new TomlDocument(configName);
    if (result.hasErrors()) {
      throw document.syntaxError(result.errors());
    }
    document.addTable("", result);
    return document;
  }

  /** What error messages call the text. */
  String configName() {
    return configName;
  }

  /** The value of a name, or null. */
  @Nullable Entry get(String name) {
    return entries.get(name);
  }

  /** Every value below a name, in the order of the names. */
  Collection<Entry> below(String name) {
    char afterDot = '.' + 1;
    return entries.subMap(name + '.', name + afterDot).values();
  }

  private void addTable(String prefix, TomlTable table) {
    for (Map.Entry<List<String>, Object> leaf : table.entryPathSet()) {
      String name = prefix + String.join(".", leaf.getKey());
      add(new Entry(name, leaf.getValue(), table.inputPositionOf(leaf.getKey())));
      if (leaf.getValue() instanceof TomlArray array) {
        addTablesOf(name, array);
      }
    }
  }

  private void addTablesOf(String name, TomlArray array) {
    for (int i = 0; i < array.size(); i++) {
      String elementName = elementName(name, i);
      if (array.get(i) instanceof TomlTable table) {
        addTable(elementName + '.', table);
      } else if (array.get(i) instanceof TomlArray inner) {
        addTablesOf(elementName, inner);
      }
    }
  }

  /** What the element of an array is called. */
  static String elementName(String arrayName, int index) {
    return arrayName + '[' + index + ']';
  }

  private void add(Entry entry) {
    Entry other = entries.put(entry.name, entry);
    if (other != null) {
      boolean ordered = other.position.line() <= entry.position.line();
      throw sameName(ordered ? other : entry, ordered ? entry : other);
    }
  }

  private ConfigException sameName(Entry first, Entry second) {
    return new ConfigException(
        "%s: %s is the same option as %s in line %d, since case and quotes do not count: remove one"
            .formatted(place(second.position), second.name, first.name, first.position.line()));
  }

  private ConfigException syntaxError(List<TomlParseError> errors) {
    TomlParseError first = errors.get(0);
    int more = errors.size() - 1;
    String rest =
        switch (more) {
          case 0 -> "";
          case 1 -> "; and 1 more error";
          default -> "; and " + more + " more errors";
        };
    return new ConfigException(place(first.position()) + ": " + first.getMessage() + rest);
  }

  private String place(TomlPosition position) {
    return "%s:%d:%d".formatted(configName, position.line(), position.column());
  }
}
