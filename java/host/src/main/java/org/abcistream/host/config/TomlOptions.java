package org.abcistream.host.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.abcistream.api.AppOptions;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * The options of a TOML text and of the environment, which overrides it: all of them, or those of a
 * section. Remembers which ones were looked up. Usable from any thread.
 *
 * <p>A section may have another one to fall back to. What its own lacks, in the text and in the
 * environment, is then looked for there.
 */
public final class TomlOptions implements AppOptions {
  private final TomlDocument document;
  private final EnvironmentOverrides environment;
  private final OptionUsage usage;

  /** What stands before a key in its full name: the section's own prefix first. */
  private final List<String> prefixes;

  private TomlOptions(
      TomlDocument document,
      EnvironmentOverrides environment,
      OptionUsage usage,
      List<String> prefixes) {
    this.document = document;
    this.environment = environment;
    this.usage = usage;
    this.prefixes = prefixes;
  }

  /**
   * Reads a whole config.
   *
   * @param text TOML
   * @param configName what error messages call it, such as {@code app.toml}
   * @param environment what overrides it
   * @throws ConfigException names line and column of the first thing that is wrong
   */
  public static TomlOptions parse(
      String text, String configName, EnvironmentOverrides environment) {
    return new TomlOptions(
        TomlDocument.parse(text, configName), environment, new OptionUsage(), List.of(""));
  }

  /** The options of one section, which need not exist; given by its full path. */
  public TomlOptions section(String path) {
    return view(List.of(path + '.'));
  }

  /** The options of one section, and of another where that one lacks them. */
  public TomlOptions section(String path, String fallbackPath) {
    return view(List.of(path + '.', fallbackPath + '.'));
  }

  /** The same options as the text alone has them. */
  TomlOptions withoutEnvironment() {
    return new TomlOptions(document, EnvironmentOverrides.NONE, usage, prefixes);
  }

  /** What error messages call the text. */
  String configName() {
    return document.configName();
  }

  /**
   * The full names of the options in a section's text that nobody has looked up yet, in ascending
   * order, each as it is written there.
   *
   * @param sectionPath the section's full path; sections below it are included
   */
  public List<String> unread(String sectionPath) {
    return document.below(sectionPath).stream()
        .map(TomlDocument.Entry::name)
        .filter(name -> !usage.knows(name))
        .toList();
  }

  /**
   * The full name that was looked up and is most like one that was not: what the operator may have
   * meant. Empty when none is like it.
   */
  public Optional<String> nearestKnown(String name) {
    return usage.nearestTo(name);
  }

  @Override
  public @Nullable Object get(String key) {
    Setting setting = find(key);
    return setting == null ? null : setting.value();
  }

  /**
   * The full name of a key; where a variable of the environment or the section to fall back to
   * brings its value, the name of that.
   */
  @Override
  public String nameOf(String key) {
    Setting setting = find(key);
    return setting == null ? prefixes.get(0) + key : setting.name();
  }

  @Override
  public String getString(String key, String fallback) {
    Setting setting = find(key);
    return setting == null ? fallback : setting.asString();
  }

  @Override
  public boolean getBoolean(String key, boolean fallback) {
    Setting setting = find(key);
    return setting == null ? fallback : setting.asBoolean();
  }

  @Override
  public long getLong(String key, long fallback) {
    Setting setting = find(key);
    return setting == null ? fallback : setting.asLong();
  }

  @Override
  public List<String> getStringList(String key) {
    Setting setting = find(key);
    return setting == null ? List.of() : setting.asStringList();
  }

  @Override
  public Duration getDuration(String key, Duration fallback) {
    Setting setting = find(key);
    return setting == null ? fallback : setting.asDuration();
  }

  @Override
  public long getBytes(String key, long fallback) {
    Setting setting = find(key);
    return setting == null ? fallback : setting.asBytes();
  }

  /** How an error message shows a table that stands where a value is wanted. */
  @Override
  public String toString() {
    return "a table";
  }

  private @Nullable Setting find(String key) {
    Setting found = null;
    for (String prefix : prefixes) {
      String name = prefix + key;
      usage.lookedUp(name);
      if (found == null) {
        found = settingOf(name);
      }
    }
    return found == null ? tableOf(key) : found;
  }

  private @Nullable Setting settingOf(String name) {
    String override = environment.valueOf(name);
    if (override != null) {
      return new Setting(name + " (" + environment.variableOf(name) + ")", override, true);
    }
    TomlDocument.Entry entry = document.get(name);
    return entry == null
        ? null
        : new Setting(entry.name(), publicValue(entry.name(), entry.value()), false);
  }

  private @Nullable Setting tableOf(String key) {
    List<String> names = prefixes.stream().map(prefix -> prefix + key).toList();
    if (names.stream().allMatch(name -> document.below(name).isEmpty())) {
      return null;
    }
    List<String> inside = names.stream().map(name -> name + '.').toList();
    return new Setting(names.get(0), view(inside), false);
  }

  private Object publicValue(String name, Object value) {
    if (value instanceof TomlTable) {
      return section(name);
    }
    if (value instanceof TomlArray array) {
      List<Object> elements = new ArrayList<>(array.size());
      for (int i = 0; i < array.size(); i++) {
        elements.add(publicValue(TomlDocument.elementName(name, i), array.get(i)));
      }
      return List.copyOf(elements);
    }
    return value;
  }

  private TomlOptions view(List<String> viewPrefixes) {
    return new TomlOptions(document, environment, usage, viewPrefixes);
  }
}
