package org.abcistream.file.reader;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries every input that fuzzing began with, and what it has found. */
class BlockFileFuzzTest {
  private static final Path CORPUS =
      Path.of("src/test/resources/org/abcistream/file/reader/corpus");

  @TempDir private Path path;

  @ParameterizedTest
  @MethodSource("corpus")
  @Timeout(60)
  void anyBytesAreReadAsProtobufReadsThemOrRefused(Path input) {
    assertThatCode(() -> new BlockFileFuzz(path).accept(Files.readAllBytes(input)))
        .doesNotThrowAnyException();
  }

  static List<Path> corpus() throws IOException {
    try (Stream<Path> inputs = Files.list(CORPUS)) {
      return inputs.sorted().toList();
    }
  }
}
