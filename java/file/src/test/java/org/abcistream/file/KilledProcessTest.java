package org.abcistream.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
  @TempDir private Path home;

  @Test
  @Timeout(120)
  void noBlockIsMissingAndNoneIsTornAfterAKill() throws IOException {
    long taken = 0;
    for (int blocks : new int[] {1, 200, 37}) {
      try (OtherProcess other = new OtherProcess(home)) {
        for (int i = 0; i < blocks; i++) {
          String line = other.nextLine();
          assertThat(line).isEqualTo(String.valueOf(taken + 1));
          taken++;
        }
      }
      taken = checkedProgress(taken);
    }
  }

  /** Checks every file, and returns the last height. */
  private long checkedProgress(long atLeast) throws IOException {
    SampleContext context = new SampleContext(home);
    long last;
    try (FileStreamingService service = context.start()) {
      last = service.lastHeight().orElse(0);
    }
    assertThat(last).isGreaterThanOrEqualTo(atLeast);
    for (long height = 1; height <= last; height++) {
      SampleBlock block = new SampleBlock(height);
      assertThat(home.resolve("block-" + height + "-data"))
          .hasBinaryContent(block.data().fileBytes());
      assertThat(home.resolve("block-" + height + "-meta"))
          .hasBinaryContent(block.metadata().fileBytes());
    }
    assertThat(hiddenFiles()).containsExactlyInAnyOrder(".block.lock", ".block.progress");
    return last;
  }

  private List<String> hiddenFiles() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("."))
          .toList();
    }
  }
}
