package org.abcistream.cli.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.abcistream.api.OptionException;
import org.abcistream.api.ServiceType;
import org.abcistream.cli.option.FileLocation;
import org.abcistream.cli.option.NodeConfig;
import org.abcistream.cli.option.NodeConfigOptions;
import org.abcistream.host.ServiceConstructorLookupTable;
import org.abcistream.host.config.ConfigException;
import org.abcistream.host.config.InstanceConfig;
import org.abcistream.host.config.StreamConfig;
import org.abcistream.host.config.StreamingOptions;
import org.abcistream.host.config.TomlOptions;
import org.abcistream.host.plugin.Plugins;

/**
 * What is said about an app.toml. It goes as far as it can: a fault of one service hides none of
 * another.
 */
final class ConfigReport {
  /**
   * A service that the config names.
   *
   * @param keys the stores that it asks for, as they are written; none when it is off
   * @param files where it writes, if it is a file service
   */
  record Service(String name, String type, List<String> keys, Optional<FileLocation> files) {
    Service {
      keys = List.copyOf(keys);
    }
  }

  /** What the native side reads of the section that this side otherwise would not know. */
  private static final List<String> NATIVE_OPTIONS =
      List.of(
          StreamingOptions.OPT_JVM_HOME,
          StreamingOptions.OPT_JVM_CLASS_PATH,
          StreamingOptions.OPT_JVM_OPTIONS);

  private final List<Service> services = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  /**
   * Which service writes where, the prefix as a last part, to find two that would write the same
   * files.
   */
  private final Map<Path, String> writers = new HashMap<>();

  private ConfigReport() {}

  static ConfigReport of(NodeConfigOptions node) {
    ConfigReport report = new ConfigReport();
    report.attempt(() -> report.examine(node.read()));
    return report;
  }

  /** In the order of the config. */
  List<Service> services() {
    return List.copyOf(services);
  }

  /** Whole sentences; none when the node would start. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  private void examine(NodeConfig config) {
    StreamConfig stream = StreamConfig.read(config.options());
    if (stream.instances().isEmpty()) {
      findings.add(
          "%s names no service, so that nothing is streamed: write store.streamers = [\"file\"]"
              .formatted(config.file()));
    }
    for (InstanceConfig instance : stream.instances()) {
      attempt(() -> examine(config, instance));
    }
    attempt(() -> examineTypes(config, stream));
    NATIVE_OPTIONS.forEach(config.options()::get);
    reportUnread(
        config.options(), StreamingOptions.SECTION_ABCISTREAM, "abcistream has no such option");
  }

  private void examine(NodeConfig config, InstanceConfig instance) {
    Optional<FileLocation> files = Optional.empty();
    if (instance.type().equals(ServiceType.FILE)) {
      FileLocation location = config.locate(instance);
      files = Optional.of(location);
      examineFiles(instance, location);
      reportUnread(
          config.options(),
          instance.section(),
          "service %s has no such option".formatted(instance.name()));
    }
    services.add(new Service(instance.name(), instance.type().toString(), instance.keys(), files));
  }

  private void examineFiles(InstanceConfig instance, FileLocation location) {
    String other =
        writers.putIfAbsent(location.directory().resolve(location.prefix()), instance.name());
    if (other != null) {
      findings.add(
          "the services %s and %s write the same files in %s: give one of the two another write_dir"
                  .formatted(other, instance.name(), location.directory())
              + " or prefix");
    }
    Path existing = location.directory();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing != null && !(Files.isDirectory(existing) && Files.isWritable(existing))) {
      findings.add(
          "service %s writes in %s, but %s is no folder that you may write in: run this as the"
                  .formatted(instance.name(), location.directory(), existing)
              + " node's user, or set write_dir to another one");
    }
  }

  private void examineTypes(NodeConfig config, StreamConfig stream) {
    ClassLoader classPath = ConfigReport.class.getClassLoader();
    try (Plugins plugins = Plugins.open(config.options(), config.home(), classPath)) {
      ServiceConstructorLookupTable table = ServiceConstructorLookupTable.load(classPath, plugins);
      for (InstanceConfig instance : stream.instances()) {
        attempt(() -> table.newServiceConstructor(instance.type().toString()));
      }
    }
  }

  private void reportUnread(TomlOptions options, String section, String fault) {
    for (String option : options.unread(section)) {
      findings.add(
          "%s is set, but %s: %s"
              .formatted(
                  option,
                  fault,
                  options
                      .nearestKnown(option)
                      .map(name -> "did you mean " + name + "?")
                      .orElse("remove it")));
    }
  }

  private void attempt(Runnable examination) {
    try {
      examination.run();
    } catch (ConfigException | OptionException e) {
      findings.add(e.getMessage());
    }
  }
}
