package org.abcistream.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.abcistream.cli.check.DiffCommand;
import org.abcistream.cli.check.GapsCommand;
import org.abcistream.cli.check.VerifyCommand;
import org.abcistream.cli.convert.ConvertCommand;
import org.abcistream.cli.node.ConfigCheckCommand;
import org.abcistream.cli.node.DoctorCommand;
import org.abcistream.cli.node.PluginsLsCommand;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.UsageException;
import org.abcistream.cli.output.BrokenPipeException;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.prune.PruneCommand;
import org.abcistream.cli.read.CatCommand;
import org.abcistream.cli.read.GetCommand;
import org.abcistream.cli.read.LsCommand;
import org.abcistream.cli.read.SchemaCommand;
import org.abcistream.cli.read.TailCommand;
import org.abcistream.cli.stat.StatCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts the verbs together, and turns what they throw into a sentence and an exit code. */
final class CommandLines {
  /** What a shell reports of a program that wrote to a pipe nobody reads: 128 and SIGPIPE. */
  private static final int BROKEN_PIPE = 141;

  /** What stands before some messages of the parser, as if others were no errors. */
  private static final Pattern PICOCLI_BEGIN = Pattern.compile("^Error: ");

  private final Console console;

  private CommandLines(Console console) {
    this.console = console;
  }

  /** {@return the whole command line, ready to be executed} */
  static CommandLine create(Console console) {
    return new CommandLines(console).create();
  }

  private CommandLine create() {
    CommandLine root = new CommandLine(new AbcistreamCommand());
    verbs().forEach(root::addSubcommand);
    root.addSubcommand(
        group("config", "Looks at a node's app.toml.", new ConfigCheckCommand(console)));
    root.addSubcommand(
        group("plugins", "Looks at a node's plug-ins.", new PluginsLsCommand(console)));
    addHelp(root);
    return root.setExecutionExceptionHandler(this::report)
        .setParameterExceptionHandler(this::reportUsage)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setColorScheme(Help.defaultColorScheme(console.outHasColors() ? Ansi.ON : Ansi.OFF))
        .setOut(new PrintWriter(console.out()))
        .setErr(console.err());
  }

  private List<Object> verbs() {
    return List.of(
        new LsCommand(console),
        new CatCommand(console),
        new TailCommand(console),
        new GetCommand(console),
        new VerifyCommand(console),
        new GapsCommand(console),
        new StatCommand(console),
        new DiffCommand(console),
        new ConvertCommand(console),
        new PruneCommand(console),
        new SchemaCommand(console),
        new DoctorCommand(),
        new CompletionCommand(console));
  }

  /** A verb that has another one below it. */
  private static CommandLine group(String name, String description, Object verb) {
    CommandLine child = new CommandLine(verb);
    String example = "  abcistream %s %s --home ~/.simapp".formatted(name, child.getCommandName());
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(
            (Callable<Integer>)
                () -> {
                  throw new UsageException(
                      "%s needs a verb: %s".formatted(name, child.getCommandName()));
                });
    spec.name(name).usageMessage().description(description).footer("", "Example:", example);
    return new CommandLine(spec).addSubcommand(child);
  }

  /** Every verb, also one below another, explains itself. */
  private static void addHelp(CommandLine commandLine) {
    CommandSpec spec = commandLine.getCommandSpec();
    spec.mixinStandardHelpOptions(true).versionProvider(new Version());
    spec.usageMessage().abbreviateSynopsis(true);
    commandLine.getSubcommands().values().forEach(CommandLines::addHelp);
  }

  private int report(Exception failure, CommandLine commandLine, @Nullable ParseResult unused) {
    if (failure instanceof BrokenPipeException) {
      return BROKEN_PIPE;
    }
    // These carry sentences for the operator; anything else is a fault of this program.
    if (failure instanceof IOException || failure instanceof IllegalArgumentException) {
      console.warn(Failures.sentence(failure));
    } else {
      console.warn("this is a fault of abcistream itself, please report it: " + failure);
      failure.printStackTrace(console.err());
    }
    return ExitCode.FAILED;
  }

  private int reportUsage(ParameterException failure, String[] unused) {
    CommandLine commandLine = failure.getCommandLine();
    String name = commandLine.getCommandSpec().qualifiedName();
    console.warn(
        "%s; see %s --help"
            .formatted(
                failure instanceof UnmatchedArgumentException unmatched
                    ? describe(unmatched, name)
                    : PICOCLI_BEGIN.matcher(String.valueOf(failure.getMessage())).replaceFirst(""),
                name));
    return ExitCode.FAILED;
  }

  private static String describe(UnmatchedArgumentException failure, String name) {
    List<String> suggestions = failure.getSuggestions();
    return "%s has no \"%s\"%s"
        .formatted(
            name,
            failure.getUnmatched().get(0),
            suggestions.isEmpty() ? "" : ", did you mean " + suggestions.get(0) + "?");
  }
}
