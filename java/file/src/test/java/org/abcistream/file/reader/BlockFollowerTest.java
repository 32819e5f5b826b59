package org.abcistream.file.reader;

import static java.util.Objects.requireNonNull;
import static org.abcistream.file.reader.BlockDirectory.metadataOf;
import static org.abcistream.file.reader.BlockDirectory.rest;
import static org.abcistream.file.reader.BlockDirectory.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BlockFollowerTest {
  private static final Duration NO_PATIENCE = Duration.ZERO;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path path;

  private BlockDirectory directory = new BlockDirectory(Path.of("/"));

  @BeforeEach
  void nameTheDirectory() {
    directory = new BlockDirectory(path);
  }

  @Test
  void blocksComeInOrderWithWhatTheyHave() throws Exception {
    for (long height = 1; height <= 3; height++) {
      directory.writeBlock(height);
    }
    try (BlockFollower follower = directory.open().follow(2)) {
      StoredBlock block = requireNonNull(follower.next(NO_PATIENCE));
      assertThat(block.height()).isEqualTo(2);
      assertThat(StoredMetadata.parse(block)).contains(metadataOf(2));
      assertThat(rest(block.pairs())).containsExactly(set("bank", "key", "value 2"));
      assertThat(next(follower)).isEqualTo(3);
      assertThat(follower.next(NO_PATIENCE)).isNull();
    }
  }

  @Test
  void aBlockThatComesIsWaitedFor() throws Exception {
    try (BlockFollower follower = directory.open().follow(1)) {
      assertThat(follower.next(Duration.ofMillis(1))).isNull();
      Thread writer = new Thread(() -> publish(1));
      writer.start();
      assertThat(follower.next(PATIENCE)).extracting(StoredBlock::height).isEqualTo(1L);
      writer.join();
    }
  }

  @Test
  void aMissingHeightIsPassedOverWhenALaterOneIsThere() throws Exception {
    directory.writeBlock(3);
    directory.writeBlock(7);
    directory.writeBlock(9);
    try (BlockFollower follower = directory.open().follow(1)) {
      Files.delete(path.resolve("block-7-data"));
      assertThat(next(follower)).isEqualTo(3);
      assertThat(next(follower)).isEqualTo(9);
      directory.writeBlock(20);
      assertThat(follower.next(PATIENCE)).extracting(StoredBlock::height).isEqualTo(20L);
    }
  }

  @Test
  void aBlockWithoutMetadataWaitsForTheNextOne() throws Exception {
    directory.writeData(1);
    try (BlockFollower follower = directory.open().follow(1)) {
      assertThat(follower.next(NO_PATIENCE)).isNull();
      directory.writeData(2);
      assertThat(next(follower)).isEqualTo(1);
      assertThat(follower.next(NO_PATIENCE)).isNull();
    }
  }

  @Test
  void aBlockWhoseMetadataComesLaterIsGivenWithIt() throws Exception {
    directory.writeData(1);
    try (BlockFollower follower = directory.open().follow(1)) {
      assertThat(follower.next(NO_PATIENCE)).isNull();
      directory.writeMeta(1, metadataOf(1));
      StoredBlock block = requireNonNull(follower.next(PATIENCE));
      assertThat(StoredMetadata.parse(block)).contains(metadataOf(1));
    }
  }

  @Test
  void whereMetadataIsOffDataAloneIsABlock() throws Exception {
    directory.writeData(1);
    try (BlockFollower follower = directory.open().follow(1).withoutMetadata()) {
      assertThat(next(follower)).isEqualTo(1);
    }
  }

  @Test
  void aFileThatIsWrittenInPlaceIsWaitedFor() throws Exception {
    directory.writeMeta(1, metadataOf(1));
    Path file = directory.writeData(1, set("bank", "k", "v"));
    byte[] whole = Files.readAllBytes(file);
    try (BlockFollower follower = directory.open().follow(1)) {
      for (int size = 0; size < whole.length; size++) {
        Files.write(file, Arrays.copyOf(whole, size));
        assertThat(follower.next(NO_PATIENCE)).isNull();
      }
      Files.write(file, whole);
      StoredBlock block = requireNonNull(follower.next(NO_PATIENCE));
      assertThat(rest(block.pairs())).containsExactly(set("bank", "k", "v"));
    }
  }

  @Test
  void aFileThatStaysTornIsSaidWhenALaterBlockIsThere() throws Exception {
    Files.write(path.resolve("block-1-data"), new byte[3]);
    directory.writeBlock(2);
    try (BlockFollower follower = directory.open().follow(1)) {
      assertThatThrownBy(() -> follower.next(NO_PATIENCE))
          .isInstanceOf(BlockFileException.class)
          .hasMessageStartingWith(path.resolve("block-1-data") + ", byte 3: ");
    }
  }

  @Test
  void aConsumerMayRemoveEachBlockThatItHasRead() throws Exception {
    List<Long> heights = new ArrayList<>();
    try (BlockFollower follower = directory.open().follow(1)) {
      for (long height = 1; height <= 3; height++) {
        directory.writeBlock(height);
        heights.add(next(follower));
        Files.delete(path.resolve("block-" + height + "-data"));
        Files.delete(path.resolve("block-" + height + "-meta"));
      }
    }
    assertThat(heights).containsExactly(1L, 2L, 3L);
  }

  private static long next(BlockFollower follower) throws Exception {
    return requireNonNull(follower.next(NO_PATIENCE)).height();
  }

  /** As the service does it: whole files get their names. */
  private void publish(long height) {
    try {
      Path other = Files.createDirectory(path.resolve("other"));
      new BlockDirectory(other).writeBlock(height);
      for (String kind : List.of("data", "meta")) {
        String name = "block-" + height + "-" + kind;
        Files.move(other.resolve(name), path.resolve(name));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
