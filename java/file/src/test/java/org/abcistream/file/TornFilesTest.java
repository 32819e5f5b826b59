package org.abcistream.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

class TornFilesTest {
  @TempDir private Path home;

  private SampleContext context = new SampleContext(Path.of("/"));

  @BeforeEach
  void streamFiveBlocks() throws IOException {
    context = new SampleContext(home).with("output-metadata", true);
    try (FileStreamingService service = context.start()) {
      for (long height = 1; height <= 5; height++) {
        service.onBlock(new SampleBlock(height));
      }
    }
    context.logger().lines().clear();
  }

  @Test
  void tornFilesArePutAsideAndTheServiceGoesBackBelowThem() throws IOException {
    Files.write(home.resolve("block-3-meta"), new byte[0]);
    Files.write(home.resolve("block-5-data"), new byte[] {0, 0, 0, 0, 0, 0, 0, 9, 1});

    try (FileStreamingService service = context.start()) {
      assertThat(service.lastHeight()).isEqualTo(OptionalLong.of(2));
      assertThat(service.appHashAt(2)).asString().isEqualTo("hash 2");
    }
    assertThat(home.resolve("block-3-meta")).doesNotExist();
    assertThat(home.resolve("block-3-meta.torn")).isEmptyFile();
    assertThat(home.resolve("block-5-data")).doesNotExist();
    assertThat(home.resolve("block-5-data.torn")).hasSize(9);
    assertThat(home.resolve("block-4-data")).exists();
    assertThat(context.logger().lines(Level.WARN))
        .containsExactly(
            "WARN %s/block-5-data is not whole: renamed to block-5-data.torn".formatted(home),
            "WARN %s/block-3-meta is not whole: renamed to block-3-meta.torn".formatted(home),
            "WARN blocks from 3 to 5 are written again: the power was lost before all of them were"
                + " on the disk, fsync = true prevents that");
  }

  @Test
  void aTornFirstBlockLeavesProgressAtZero() throws IOException {
    Files.write(home.resolve("block-1-data"), new byte[3]);

    try (FileStreamingService service = context.start()) {
      assertThat(service.lastHeight()).isEqualTo(OptionalLong.of(0));
    }
  }

  @Test
  void aTornFileAboveTheProgressDoesNotChangeIt() throws IOException {
    Files.write(home.resolve("block-6-data"), new byte[0]);

    try (FileStreamingService service = context.start()) {
      assertThat(service.lastHeight()).isEqualTo(OptionalLong.of(5));
    }
    assertThat(home.resolve("block-6-data.torn")).exists();
  }

  @Test
  void whatAConsumerHasRemovedIsNotTorn() throws IOException {
    Files.delete(home.resolve("block-4-data"));
    Files.delete(home.resolve("block-4-meta"));
    Files.delete(home.resolve("block-5-data"));
    Files.delete(home.resolve("block-5-meta"));

    try (FileStreamingService service = context.start()) {
      assertThat(service.lastHeight()).isEqualTo(OptionalLong.of(5));
    }
    assertThat(context.logger().lines(Level.WARN)).isEmpty();
  }

  @Test
  void aHundredWholeBlocksEndTheSearch() throws IOException {
    try (FileStreamingService service = context.start()) {
      for (long height = 6; height <= 105; height++) {
        service.onBlock(new SampleBlock(height));
      }
    }
    Path unseen = home.resolve("block-5-data");
    Files.write(unseen, new byte[0]);

    try (FileStreamingService service = context.start()) {
      assertThat(service.lastHeight()).isEqualTo(OptionalLong.of(105));
    }
    assertThat(unseen).isEmptyFile();
  }
}
