package org.abcistream.host.config;

import static org.abcistream.host.config.StreamingOptions.OPT_KEYS;
import static org.abcistream.host.config.StreamingOptions.OPT_TYPE;
import static org.abcistream.host.config.StreamingOptions.SECTION_STREAMERS;

import java.util.List;
import org.abcistream.api.AppOptions;
import org.abcistream.api.ServiceType;

/**
 * One service of the list: what the host must know of it. All of it comes from the section {@code
 * [streamers.NAME]}. Immutable.
 *
 * @param name as it is written in the list
 * @param type what {@code type} says, else what the name says
 * @param keys the stores that it asks for, as they are written: see {@link StoreSelection}
 * @param policy how it is treated when it fails or lags
 * @param options the options of its section, for the service itself
 */
public record InstanceConfig(
    String name, ServiceType type, List<String> keys, ServicePolicy policy, AppOptions options) {
  private static final String ALL_STORES = "*";

  /** The reference's other name of the file service. */
  private static final String FILE_ALIAS = "f";

  /** Copies the keys. */
  public InstanceConfig {
    keys = List.copyOf(keys);
  }

  /** Whether it asks for every store of the node. */
  public boolean wantsAllStores() {
    return keys.contains(ALL_STORES);
  }

  /** The full path of its section, such as {@code streamers.file}. */
  public String section() {
    return sectionOf(name);
  }

  static InstanceConfig read(TomlOptions config, String name) {
    AppOptions options = optionsOf(config, name);
    String type = options.getString(OPT_TYPE, name);
    return new InstanceConfig(
        name,
        ServiceType.fromString(OptionRules.name(options.nameOf(OPT_TYPE), type)),
        options.getStringList(OPT_KEYS),
        ServicePolicy.read(options),
        options);
  }

  private static AppOptions optionsOf(TomlOptions config, String name) {
    return isFileAlias(config, name)
        ? config.section(sectionOf(name), sectionOf(ServiceType.FILE.toString()))
        : config.section(sectionOf(name));
  }

  /**
   * Whether a name is but another way to write {@code file}. The reference reads the options of
   * {@code f} from the section of {@code file}; an instance that is called so and has a type of its
   * own is one like any other.
   */
  static boolean isFileAlias(TomlOptions config, String name) {
    return name.equalsIgnoreCase(FILE_ALIAS)
        && config.section(sectionOf(name)).get(OPT_TYPE) == null;
  }

  private static String sectionOf(String name) {
    return SECTION_STREAMERS + '.' + name;
  }
}
