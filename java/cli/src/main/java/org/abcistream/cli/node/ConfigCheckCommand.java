package org.abcistream.cli.node;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.NodeConfigOptions;
import org.abcistream.cli.option.OutputOptions;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code config check}: what a node would say of its app.toml, without the node. */
@Command(
    name = "check",
    description = {
      "Reads a node's app.toml as the node does, and says which services it makes and what is"
          + " wrong.",
      "Which stores the node has is not known here, nor is what another type of service takes."
    },
    footer = {"", "Example:", "  abcistream config check --home ~/.simapp"})
public final class ConfigCheckCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private NodeConfigOptions node = new NodeConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * Makes the verb.
   *
   * @param console where it prints
   */
  public ConfigCheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ConfigReport report = ConfigReport.of(node);
    for (ConfigReport.Service service : report.services()) {
      console.out().line(output.isJson() ? json(service) : text(service));
    }
    for (String finding : report.findings()) {
      console
          .out()
          .line(
              output.isJson()
                  ? new JsonObject().put("finding", finding).toString()
                  : "finding: " + finding);
    }
    console.out().flush();
    return report.findings().isEmpty() ? ExitCode.GOOD : ExitCode.FINDINGS;
  }

  private static String text(ConfigReport.Service service) {
    return "service %s (type %s): stores %s%s"
        .formatted(
            service.name(),
            service.type(),
            service.keys().isEmpty()
                ? "none, so it is off: write keys = [\"*\"] for all"
                : String.join(", ", service.keys()),
            service
                .files()
                .map(
                    files ->
                        "; writes %s%sblock-HEIGHT-data"
                            .formatted(
                                files.directory() + "/",
                                files.prefix().isEmpty() ? "" : files.prefix() + "-"))
                .orElse(""));
  }

  private static String json(ConfigReport.Service service) {
    JsonObject json =
        new JsonObject()
            .put("service", service.name())
            .put("type", service.type())
            .putTexts("keys", service.keys());
    service
        .files()
        .ifPresent(
            files ->
                json.put("directory", files.directory().toString()).put("prefix", files.prefix()));
    return json.toString();
  }
}
