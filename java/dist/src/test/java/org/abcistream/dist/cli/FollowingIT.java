package org.abcistream.dist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.abcistream.dist.cli.Installation.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tail -f} while blocks come one by one. */
class FollowingIT {
  @TempDir private Path blocks;

  @Test
  @Timeout(120)
  void eachBlockIsPrintedAsJsonLinesWhenItIsThere() throws Exception {
    bring(1);
    Process tail =
        new ProcessBuilder(
                Installation.LAUNCHER.toString(),
                "tail",
                "-f",
                "--dir",
                blocks.toString(),
                "-o",
                "json",
                "--decode")
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader printed = tail.inputReader()) {
      for (int height = 1; height <= 5; height++) {
        List<String> expected = cat(height);
        List<String> lines = new ArrayList<>();
        while (lines.size() < expected.size()) {
          lines.add(printed.readLine());
        }
        assertThat(lines).isEqualTo(expected);
        bring(height + 1);
      }
    } finally {
      tail.destroyForcibly().waitFor();
    }
  }

  private static List<String> cat(int height) throws Exception {
    Result result =
        Installation.run(
            Installation.LAUNCHER,
            "cat",
            height,
            "--dir",
            Installation.SMALL,
            "-o",
            "json",
            "--decode");
    assertThat(result.exitCode()).isZero();
    return result.out().lines().toList();
  }

  /** As the service does it: the data, then the metadata, each under its name when it is whole. */
  private void bring(int height) throws IOException {
    for (String kind : List.of("data", "meta")) {
      String name = "block-%d-%s".formatted(height, kind);
      Path temporary = Files.copy(Installation.SMALL.resolve(name), blocks.resolve(".block.tmp"));
      Files.move(temporary, blocks.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
