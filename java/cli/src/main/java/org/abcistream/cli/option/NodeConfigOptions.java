package org.abcistream.cli.option;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which node's app.toml a verb is about. */
public final class NodeConfigOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The node's home, where its app.toml and its relative paths start.")
  private @Nullable Path home;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The node's app.toml, when it is neither config/app.toml nor app.toml in its home.")
  private @Nullable Path config;

  @Option(
      names = "--env-prefix",
      paramLabel = "TEXT",
      description = "What the variables begin with that override it, such as SIMD.")
  private @Nullable String environmentPrefix;

  /** For picocli. */
  public NodeConfigOptions() {}

  /** {@return whether an app.toml was named, by the home or by itself} */
  public boolean isGiven() {
    return home != null || config != null;
  }

  /**
   * Reads the app.toml.
   *
   * @throws UsageException if there is none
   * @throws org.abcistream.host.config.ConfigException if it is no TOML
   */
  public NodeConfig read() {
    if (home == null) {
      throw new UsageException("nothing says which node is meant: give its home by --home DIR");
    }
    return NodeConfig.read(home, config, environmentPrefix);
  }
}
