package org.abcistream.file.reader;

import static org.abcistream.file.reader.BlockDirectory.metadataOf;
import static org.abcistream.file.reader.BlockDirectory.rest;
import static org.abcistream.file.reader.BlockDirectory.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.abcistream.file.layout.BlockFileKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockFilesTest {
  @TempDir private Path path;

  private BlockDirectory directory = new BlockDirectory(Path.of("/"));

  @BeforeEach
  void nameTheDirectory() {
    directory = new BlockDirectory(path);
  }

  @Test
  void aDirectoryMustBeThere() {
    assertThatThrownBy(() -> BlockFiles.open(path.resolve("none"), ""))
        .hasMessage(path.resolve("none") + " is no directory: give the one that write_dir names");
  }

  @Test
  void aListingHasTheHeightsAscendingWithTheirKinds() throws IOException {
    directory.writeBlock(10);
    directory.writeBlock(9);
    directory.writeMeta(11, metadataOf(11));
    directory.writeData(Long.MAX_VALUE);

    BlockListing listing = directory.open().list();
    assertThat(heightsOf(listing)).containsExactly(9L, 10L, 11L, Long.MAX_VALUE);
    assertThat(listing.has(0, BlockFileKind.DATA)).isTrue();
    assertThat(listing.has(0, BlockFileKind.META)).isTrue();
    assertThat(listing.has(2, BlockFileKind.DATA)).isFalse();
    assertThat(listing.has(3, BlockFileKind.META)).isFalse();
    assertThat(listing.isComplete(0)).isTrue();
    assertThat(listing.isComplete(2)).isFalse();
    assertThat(listing.isComplete(3)).isFalse();
    assertThat(listing.indexFrom(0)).isEqualTo(0);
    assertThat(listing.indexFrom(10)).isEqualTo(1);
    assertThat(listing.indexFrom(12)).isEqualTo(3);
    assertThat(listing.indexBehind(10)).isEqualTo(2);
    assertThat(listing.indexBehind(Long.MAX_VALUE)).isEqualTo(4);
    assertThat(listing.gaps()).containsExactly(new HeightRange(12, Long.MAX_VALUE - 1));
  }

  @Test
  void dataAloneIsCompleteWhereNoHeightHasMetadata() throws IOException {
    directory.writeData(1);

    BlockListing listing = directory.open().list();
    assertThat(listing.metadataOn()).isFalse();
    assertThat(listing.isComplete(0)).isTrue();
  }

  @Test
  void anEmptyDirectoryHasNoHeightAndNoGap() throws IOException {
    BlockListing listing = directory.open().list();
    assertThat(listing.count()).isZero();
    assertThat(listing.gaps()).isEmpty();
    assertThat(listing.indexFrom(1)).isZero();
  }

  @Test
  void namesThatAreNoBlocksAreToldApart() throws IOException {
    List<String> wrong =
        List.of(
            "block-",
            "block--data",
            "block-01-data",
            "block-1-dat",
            "block-1-data.gz",
            "block-9223372036854775808-data",
            "block-9999999999999999999-data",
            "block-99999999999999999999-data",
            "block-x-meta",
            "block-１-data");
    List<String> leftover =
        List.of(".block.tmp-data", ".block.tmp-meta", ".block.tmp-progress", "block-7-meta.torn");
    List<String> foreign = List.of("juno-block-1-data", ".juno-block.progress", "app.toml");
    List<String> ours = List.of(".block.lock", ".block.progress", ".block.holes");
    for (List<String> names : List.of(wrong, leftover, foreign, ours)) {
      for (String name : names) {
        Files.createFile(path.resolve(name));
      }
    }

    BlockListing listing = directory.open().list();
    assertThat(listing.count()).isZero();
    assertThat(listing.foreignFiles()).isEqualTo(foreign.size());
    assertThat(namesOf(listing, FindingKind.WRONG_NAME)).containsExactlyInAnyOrderElementsOf(wrong);
    assertThat(namesOf(listing, FindingKind.LEFTOVER))
        .containsExactlyInAnyOrderElementsOf(leftover);
  }

  @Test
  void aPrefixSelectsItsFiles() throws IOException {
    directory.write("juno-block-1-data", new byte[0]);
    directory.write("block-2-data", new byte[0]);

    assertThat(heightsOf(BlockFiles.open(path, "juno").list())).containsExactly(1L);
    assertThat(heightsOf(BlockFiles.open(path, "").list())).containsExactly(2L);
  }

  @Test
  void aBlockHasItsMetadataAsBytesAndAsAMessage() throws IOException {
    directory.writeBlock(5);

    try (StoredBlock block = directory.open().read(5)) {
      byte[] expected = metadataOf(5).toByteArray();
      assertThat(block.height()).isEqualTo(5);
      assertThat(block.metadataSize()).hasValue(expected.length);
      assertThat(block.metadataBytes().orElseThrow().compareTo(ByteBuffer.wrap(expected))).isZero();
      assertThat(StoredMetadata.parse(block)).contains(metadataOf(5));
      assertThat(rest(block.pairs())).containsExactly(set("bank", "key", "value 5"));
    }
  }

  @Test
  void aBlockMayHaveNoMetadata() throws IOException {
    directory.writeData(5);

    try (StoredBlock block = directory.open().read(5)) {
      assertThat(block.metadataSize()).isEmpty();
      assertThat(block.metadataBytes()).isEmpty();
      assertThat(StoredMetadata.parse(block)).isEmpty();
    }
  }

  @Test
  void metadataThatIsNoneIsSaid() throws IOException {
    directory.writeBlock(5);
    Path meta = directory.write("block-5-meta", new byte[] {0x0a, 0x05});

    try (StoredBlock block = directory.open().read(5)) {
      assertThatThrownBy(() -> StoredMetadata.parse(block))
          .isInstanceOf(BlockFileException.class)
          .hasMessageStartingWith(meta + ", byte 8: no BlockMetadata, ");
    }
  }

  @Test
  void aBlockWithoutDataIsNotThere() throws IOException {
    directory.writeMeta(5, metadataOf(5));

    assertThatThrownBy(() -> directory.open().read(5))
        .hasMessage(
            path.resolve("block-5-data")
                + ", byte 0: the file is not there: a consumer has removed it, or the block was not"
                + " streamed");
  }

  @Test
  void aReaderLendsEachBlockUntilTheNext() throws IOException {
    directory.writeBlock(1);
    directory.writeBlock(2);

    try (BlockFileReader reader = directory.open().reader()) {
      StoredBlock first = reader.read(1);
      StoredBlock second = reader.read(2);
      assertThatThrownBy(first::pairs)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("block 1 is closed, or its reader has read on: copy what is needed longer");
      first.close();
      assertThat(rest(second.pairs())).containsExactly(set("bank", "key", "value 2"));
    }
  }

  @Test
  void aSequenceHasWhatIsThereBetweenTwoHeights() throws IOException {
    for (long height : new long[] {1, 2, 4, 5, 9}) {
      directory.writeBlock(height);
    }
    directory.writeMeta(6, metadataOf(6));

    try (BlockSequence blocks = directory.open().blocks(2, 8)) {
      Files.delete(path.resolve("block-4-data"));
      List<Long> heights = new ArrayList<>();
      for (StoredBlock block = blocks.next(); block != null; block = blocks.next()) {
        heights.add(block.height());
      }
      assertThat(heights).containsExactly(2L, 5L);
    }
  }

  @Test
  void aSequenceGoesOnBehindATornFile() throws IOException {
    directory.writeData(1);
    Files.write(path.resolve("block-2-data"), new byte[] {0, 0, 0, 0, 0, 0, 0, 9, 1});
    directory.writeData(3);

    try (BlockSequence blocks = directory.open().blocks(2, 3)) {
      assertThatThrownBy(blocks::next)
          .hasMessage(
              path.resolve("block-2-data")
                  + ", byte 9: the length says 9 bytes, 1 follow it: stream the block again");
      assertThat(blocks.next()).extracting(StoredBlock::height).isEqualTo(3L);
      assertThat(blocks.next()).isNull();
    }
  }

  private static List<Long> heightsOf(BlockListing listing) {
    List<Long> heights = new ArrayList<>();
    for (int i = 0; i < listing.count(); i++) {
      heights.add(listing.height(i));
    }
    return heights;
  }

  private static List<String> namesOf(BlockListing listing, FindingKind kind) {
    return listing.leftovers().stream()
        .filter(leftover -> leftover.kind() == kind)
        .map(leftover -> leftover.path().getFileName().toString())
        .toList();
  }
}
