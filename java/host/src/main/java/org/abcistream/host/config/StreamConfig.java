package org.abcistream.host.config;

import static org.abcistream.host.config.StreamingOptions.DEFAULT_CLOSE_TIMEOUT;
import static org.abcistream.host.config.StreamingOptions.DEFAULT_MAX_ROLLBACK_BLOCKS;
import static org.abcistream.host.config.StreamingOptions.DEFAULT_ON_GAP;
import static org.abcistream.host.config.StreamingOptions.DEFAULT_START_TIMEOUT;
import static org.abcistream.host.config.StreamingOptions.DEFAULT_UNKNOWN_STORES;
import static org.abcistream.host.config.StreamingOptions.OPT_CLOSE_TIMEOUT;
import static org.abcistream.host.config.StreamingOptions.OPT_MAX_ROLLBACK_BLOCKS;
import static org.abcistream.host.config.StreamingOptions.OPT_ON_GAP;
import static org.abcistream.host.config.StreamingOptions.OPT_START_TIMEOUT;
import static org.abcistream.host.config.StreamingOptions.OPT_STORE_STREAMERS;
import static org.abcistream.host.config.StreamingOptions.OPT_TRIAL;
import static org.abcistream.host.config.StreamingOptions.OPT_UNKNOWN_STORES;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.abcistream.api.ServiceType;

/**
 * What the config says about a stream, defaults filled in. Immutable.
 *
 * @param instances the services to load, in the order of the list; none when there is no list
 * @param unknownStores what to do with stores that the node does not have
 * @param onGap what to do when the node is ahead of a service
 * @param maxRollbackBlocks how many blocks the node may be rolled back by; 0 or more
 * @param startTimeout how long the services may take until they are ready; longer than nothing
 * @param closeTimeout how long the services may take to finish; longer than nothing
 * @param trial whether blocks are dummies, by which a machine is examined
 */
public record StreamConfig(
    List<InstanceConfig> instances,
    UnknownStores unknownStores,
    OnGap onGap,
    long maxRollbackBlocks,
    Duration startTimeout,
    Duration closeTimeout,
    boolean trial) {
  /** Copies the list. */
  public StreamConfig {
    instances = List.copyOf(instances);
  }

  /**
   * Reads everything that the host must know.
   *
   * @throws ConfigException if the list names a service twice
   * @throws org.abcistream.api.OptionException if an option has a value that it cannot have
   */
  public static StreamConfig read(TomlOptions config) {
    return new StreamConfig(
        readInstances(config),
        OptionRules.choice(config, OPT_UNKNOWN_STORES, DEFAULT_UNKNOWN_STORES),
        OptionRules.choice(config, OPT_ON_GAP, DEFAULT_ON_GAP),
        OptionRules.count(config, OPT_MAX_ROLLBACK_BLOCKS, DEFAULT_MAX_ROLLBACK_BLOCKS),
        OptionRules.timeout(config, OPT_START_TIMEOUT, DEFAULT_START_TIMEOUT),
        OptionRules.timeout(config, OPT_CLOSE_TIMEOUT, DEFAULT_CLOSE_TIMEOUT),
        config.getBoolean(OPT_TRIAL, false));
  }

  private static List<InstanceConfig> readInstances(TomlOptions config) {
    String list = config.nameOf(OPT_STORE_STREAMERS);
    Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<InstanceConfig> instances = new ArrayList<>();
    for (String name : config.getStringList(OPT_STORE_STREAMERS)) {
      OptionRules.name(list, name);
      String meant = InstanceConfig.isFileAlias(config, name) ? ServiceType.FILE.toString() : name;
      String earlier = seen.put(meant, name);
      if (earlier != null) {
        throw sameService(list, earlier, name);
      }
      instances.add(InstanceConfig.read(config, name));
    }
    return instances;
  }

  private static ConfigException sameService(String list, String earlier, String name) {
    return new ConfigException(
        "%s names \"%s\" and \"%s\", which are the same service: remove one, or give the other a "
                .formatted(list, earlier, name)
            + "name and a section of its own, with its type there");
  }
}
