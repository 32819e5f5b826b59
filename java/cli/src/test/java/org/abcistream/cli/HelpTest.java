package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the program says of itself, and of a command line that is wrong. */
class HelpTest {
  /** Every verb, by the words that call it. */
  static List<List<String>> verbs() {
    List<List<String>> verbs = new ArrayList<>();
    collect(List.of(), CommandLines.create(Run.console()), verbs);
    return verbs;
  }

  private static void collect(
      List<String> words, CommandLine commandLine, List<List<String>> verbs) {
    verbs.add(words);
    commandLine
        .getSubcommands()
        .forEach(
            (name, verb) -> {
              List<String> longer = new ArrayList<>(words);
              longer.add(name);
              collect(longer, verb, verbs);
            });
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbExplainsItselfWithAnExample(List<String> words) {
    List<String> arguments = new ArrayList<>(words);
    arguments.add("--help");
    Run run = Run.of(arguments.toArray());
    String name = String.join(" ", words);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: " + ("abcistream " + name).strip() + " ")
        .contains("\nExample:\n")
        .containsPattern("\n  .*abcistream " + name);
    assertThat(run.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(90));
  }

  @Test
  void theVersionIsThatOfThePackage() {
    Run run = Run.of("--version");
    assertThat(run.lines()).hasSize(2);
    assertThat(run.lines().get(0)).startsWith("abcistream ");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aWrongCommandLineEndsWithTwoAndASentence() {
    assertThat(Run.of("lss").err())
        .isEqualTo(
            "abcistream: abcistream has no \"lss\", did you mean ls?; see abcistream --help\n");
    assertThat(Run.of().err()).isEqualTo("abcistream: a verb is missing; see abcistream --help\n");
    assertThat(Run.of("config").err()).isEqualTo("abcistream: config needs a verb: check\n");
    assertThat(Run.of("prune", "--dir", ".").err())
        .startsWith("abcistream: Missing required argument (specify one of these): ");
    assertThat(Run.of("get", "bank", "params", "--dir", ".").err())
        .isEqualTo(
            "abcistream: Invalid value for positional parameter at index 1 (KEY): the key"
                + " \"params\" is not hex: write an even number of hex digits, or text:params; see"
                + " abcistream get --help\n");
    assertThat(Run.of("ls", "-o", "xml").exitCode()).isEqualTo(2);
    assertThat(Run.of("ls").err())
        .isEqualTo(
            "abcistream: nothing says where the block files are: give --dir DIR, or --home DIR of"
                + " the node\n");
  }

  @Test
  void doctorIsTheLaunchersBusiness() {
    Run run = Run.of("doctor");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "abcistream: doctor is no part of the jar: run bin/abcistream-doctor of the"
                + " installation\n");
  }

  @Test
  void completionKnowsVerbsAndOptions() {
    Run run = Run.of("completion", "bash");
    assertThat(run.out()).contains("_complete_abcistream", "verify", "--cursor");
    assertThat(Run.of("completion", "fish").exitCode()).isEqualTo(2);
  }
}
