package org.abcistream.cli.node;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.NodeConfig;
import org.abcistream.cli.option.NodeConfigOptions;
import org.abcistream.cli.option.OutputOptions;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.JsonObject;
import org.abcistream.host.plugin.FoundConstructor;
import org.abcistream.host.plugin.Plugins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plugins ls}: which types of services the plug-ins of a node bring. */
@Command(
    name = "ls",
    description = "Loads the plug-ins that a node's app.toml names, and says what they make.",
    footer = {"", "Example:", "  abcistream plugins ls --home ~/.simapp"})
public final class PluginsLsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private NodeConfigOptions node = new NodeConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * Makes the verb.
   *
   * @param console where it prints
   */
  public PluginsLsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    NodeConfig config = node.read();
    ClassLoader host = PluginsLsCommand.class.getClassLoader();
    try (Plugins plugins = Plugins.open(config.options(), config.home(), host)) {
      for (FoundConstructor found : plugins.constructors()) {
        console.out().line(output.isJson() ? json(found) : text(found));
      }
    }
    console.out().flush();
    return ExitCode.GOOD;
  }

  private static String text(FoundConstructor found) {
    return "%s: %s in %s"
        .formatted(found.type(), found.constructor().getClass().getName(), found.place());
  }

  private static String json(FoundConstructor found) {
    return new JsonObject()
        .put("type", found.type().toString())
        .put("class", found.constructor().getClass().getName())
        .put("place", found.place())
        .toString();
  }
}
