package org.abcistream.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.abcistream.api.ServiceType;
import org.abcistream.file.FileOptions;
import org.abcistream.host.config.EnvironmentOverrides;
import org.abcistream.host.config.InstanceConfig;
import org.abcistream.host.config.StreamConfig;
import org.abcistream.host.config.TomlOptions;
import org.jspecify.annotations.Nullable;

/**
 * A node's app.toml, as the node itself reads it.
 *
 * @param home the node's home, absolute
 * @param file where the app.toml lies
 * @param options all of it
 */
public record NodeConfig(Path home, Path file, TomlOptions options) {
  /** Where a node's app.toml is, in its home: as the Cosmos SDK has it, else right there. */
  private static final List<String> USUAL_NAMES = List.of("config/app.toml", "app.toml");

  /**
   * Reads an app.toml.
   *
   * @param home the node's home
   * @param config the app.toml, or null where it is at one of the usual places in the home
   * @param environmentPrefix what the variables begin with that override it; null when none do
   * @throws UsageException if there is no app.toml, or it cannot be read
   * @throws org.abcistream.host.config.ConfigException if it is no TOML
   */
  public static NodeConfig read(
      Path home, @Nullable Path config, @Nullable String environmentPrefix) {
    Path absoluteHome = home.toAbsolutePath().normalize();
    Path file = config == null ? find(absoluteHome) : config;
    EnvironmentOverrides environment = new EnvironmentOverrides(environmentPrefix, System::getenv);
    return new NodeConfig(
        absoluteHome, file, TomlOptions.parse(text(file), file.toString(), environment));
  }

  private static Path find(Path home) {
    return USUAL_NAMES.stream()
        .map(home::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "%s has neither %s: give the node's app.toml by --config FILE"
                        .formatted(home, String.join(" nor ", USUAL_NAMES))));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UsageException(
          "%s cannot be read as text (%s): give the node's app.toml by --config FILE"
              .formatted(file, e));
    }
  }

  /**
   * Where a file service of the node writes.
   *
   * @param name which one; null when there is only one
   * @throws UsageException if there is no such service, or several without a name
   * @throws org.abcistream.api.OptionException if an option of the service has a wrong value
   */
  public FileLocation fileService(@Nullable String name) {
    List<InstanceConfig> services =
        StreamConfig.read(options).instances().stream()
            .filter(instance -> instance.type().equals(ServiceType.FILE))
            .toList();
    List<InstanceConfig> chosen =
        name == null
            ? services
            : services.stream().filter(service -> service.name().equalsIgnoreCase(name)).toList();
    if (chosen.size() != 1) {
      throw notOne(services, name);
    }
    return locate(chosen.get(0));
  }

  /**
   * Where a file service writes.
   *
   * @throws org.abcistream.api.OptionException if an option of the service has a wrong value
   */
  public FileLocation locate(InstanceConfig service) {
    FileOptions files = FileOptions.of(new NodeService(home, service));
    return new FileLocation(files.directory(), files.prefix(), !files.outputMetadata());
  }

  private UsageException notOne(List<InstanceConfig> services, @Nullable String name) {
    String names = services.stream().map(InstanceConfig::name).collect(Collectors.joining(", "));
    if (services.isEmpty()) {
      return new UsageException(
          "%s names no file service in store.streamers: give the folder by --dir DIR"
              .formatted(file));
    }
    return new UsageException(
        name == null
            ? "%s has the file services %s: choose one by --service NAME".formatted(file, names)
            : "%s has no file service \"%s\": choose one of %s by --service NAME"
                .formatted(file, name, names));
  }
}
