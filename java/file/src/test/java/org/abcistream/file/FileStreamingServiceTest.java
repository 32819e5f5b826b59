package org.abcistream.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

class FileStreamingServiceTest {
  @TempDir private Path home;

  private SampleContext context = new SampleContext(Path.of("/"));

  @BeforeEach
  void writeMetadata() {
    context = new SampleContext(home).with("output-metadata", true);
  }

  @Test
  void aBlockIsALengthAndItsBytesInEachOfTwoFiles() throws IOException {
    SampleBlock block = new SampleBlock(7);
    stream(context, block);

    assertThat(home.resolve("block-7-data")).hasBinaryContent(block.data().fileBytes());
    assertThat(home.resolve("block-7-meta")).hasBinaryContent(block.metadata().fileBytes());
  }

  @Test
  void theLengthIsBigEndian() throws IOException {
    stream(context, new SampleBlock(1).withData(SamplePayload.of("ab", "c")));

    assertThat(home.resolve("block-1-data"))
        .hasBinaryContent(new byte[] {0, 0, 0, 0, 0, 0, 0, 3, 'a', 'b', 'c'});
  }

  @Test
  void anEmptyBlockIsTwoFilesOfEightZeroBytes() throws IOException {
    stream(context, new SampleBlock(1, "", SamplePayload.EMPTY, SamplePayload.EMPTY));

    assertThat(home.resolve("block-1-data")).hasBinaryContent(new byte[8]);
    assertThat(home.resolve("block-1-meta")).hasBinaryContent(new byte[8]);
  }

  @Test
  void aPayloadMayHaveMoreBuffersThanOneCallWrites() throws IOException {
    String[] parts = IntStream.range(0, 3000).mapToObj(i -> "part " + i).toArray(String[]::new);
    SamplePayload payload = SamplePayload.of(parts);
    stream(context, new SampleBlock(1).withData(payload));

    assertThat(home.resolve("block-1-data")).hasBinaryContent(payload.fileBytes());
  }

  @Test
  void thereIsNoMetaFileUnlessItIsAskedFor() throws IOException {
    stream(new SampleContext(home), new SampleBlock(1));

    assertThat(visibleFiles(home)).containsExactly("block-1-data");
  }

  @Test
  void syncedFilesAreTheSame() throws IOException {
    SampleBlock block = new SampleBlock(1);
    stream(context.with("fsync", "true"), block);

    assertThat(home.resolve("block-1-data")).hasBinaryContent(block.data().fileBytes());
    assertThat(home.resolve("block-1-meta")).hasBinaryContent(block.metadata().fileBytes());
  }

  @Test
  void aPrefixStandsBeforeTheName() throws IOException {
    stream(context.with("prefix", "juno"), new SampleBlock(1));

    assertThat(visibleFiles(home)).containsExactly("juno-block-1-data", "juno-block-1-meta");
  }

  @Test
  void aRelativeDirectoryIsCreatedUnderHome() throws IOException {
    stream(context.with("write_dir", "data/out"), new SampleBlock(1));

    assertThat(visibleFiles(home.resolve("data/out")))
        .containsExactly("block-1-data", "block-1-meta");
  }

  @Test
  void anAbsoluteDirectoryIsTakenAsItIs() throws IOException {
    Path elsewhere = home.resolve("elsewhere");
    SampleContext other = new SampleContext(home.resolve("home"));
    stream(other.with("write_dir", elsewhere.toString()), new SampleBlock(1));

    assertThat(visibleFiles(elsewhere)).containsExactly("block-1-data");
  }

  @Test
  void aLinkToADirectoryIsADirectory() throws IOException {
    Path real = Files.createDirectory(home.resolve("real"));
    Files.createSymbolicLink(home.resolve("link"), real);
    stream(context.with("write_dir", "link"), new SampleBlock(1));

    assertThat(visibleFiles(real)).contains("block-1-data");
  }

  @Test
  void onlyTheOwnerReadsAFile() throws IOException {
    stream(context, new SampleBlock(1));

    assertThat(modeOf("block-1-data")).isEqualTo("rw-------");
    assertThat(modeOf("block-1-meta")).isEqualTo("rw-------");
  }

  @Test
  void theModeIsTheOptionsWhateverTheUmaskSays() throws IOException {
    stream(context.with("file-mode", "0666"), new SampleBlock(1));

    assertThat(modeOf("block-1-data")).isEqualTo("rw-rw-rw-");
    assertThat(modeOf("block-1-meta")).isEqualTo("rw-rw-rw-");
  }

  @Test
  void anExistingFileIsReplacedWithContentAndMode() throws IOException {
    Path file = Files.writeString(home.resolve("block-1-data"), "from another time, and longer");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    SampleBlock block = new SampleBlock(1);
    stream(context, block);

    assertThat(file).hasBinaryContent(block.data().fileBytes());
    assertThat(modeOf("block-1-data")).isEqualTo("rw-------");
  }

  @Test
  void progressIsTheLastBlockAndOutlivesItsFiles() throws IOException {
    stream(context, new SampleBlock(4), new SampleBlock(5));
    Files.delete(home.resolve("block-5-data"));
    Files.delete(home.resolve("block-5-meta"));

    try (FileStreamingService service = context.start()) {
      assertThat(service.lastHeight()).isEqualTo(OptionalLong.of(5));
      assertThat(service.appHashAt(5)).isEqualTo(bytes("hash 5"));
      assertThat(service.appHashAt(4)).isEqualTo(bytes("hash 4"));
      assertThat(service.appHashAt(3)).isNull();
    }
  }

  @Test
  void aNewServiceHasNoProgress() throws IOException {
    try (FileStreamingService service = context.start()) {
      assertThat(service.lastHeight()).isEmpty();
    }
  }

  @Test
  void aBlockOfARolledBackChainIsOverwrittenWithAWarning() throws IOException {
    SampleBlock other = new SampleBlock(2, "another hash");
    stream(context, new SampleBlock(1), new SampleBlock(2), new SampleBlock(3), other);

    assertThat(home.resolve("block-2-data")).hasBinaryContent(other.data().fileBytes());
    assertThat(context.logger().lines(Level.WARN))
        .containsExactly(
            "WARN block 2 is overwritten, since the chain was rolled back: its app hash was"
                + " 686173682032 and is 616e6f7468657220...; files of later blocks, up to 3, are of"
                + " the abandoned chain until they are overwritten too");
    try (FileStreamingService service = context.start()) {
      assertThat(service.lastHeight()).isEqualTo(OptionalLong.of(2));
    }
  }

  @Test
  void theSameBlockAgainIsNoCauseForAWarning() throws IOException {
    stream(context, new SampleBlock(1), new SampleBlock(1));

    assertThat(context.logger().lines(Level.WARN)).isEmpty();
  }

  @Test
  void anInterruptBeforeABlockDoesNotStopIt() throws IOException {
    SampleBlock block = new SampleBlock(1);
    try (FileStreamingService service = context.start()) {
      Thread.currentThread().interrupt();
      service.onBlock(block);
    }

    assertThat(home.resolve("block-1-data")).hasBinaryContent(block.data().fileBytes());
  }

  @Test
  void theStartIsLoggedWithWhatItWillDo() throws IOException {
    stream(context, new SampleBlock(1));
    stream(context.with("prefix", "p").with("fsync", true));
    stream(context);

    String beginning = "INFO writes the stores [bank, staking] to %s, ".formatted(home);
    assertThat(context.logger().lines())
        .containsExactly(
            beginning + "prefix \"\", metadata true, fsync false; no block so far",
            beginning + "prefix \"p\", metadata true, fsync true; no block so far",
            beginning + "prefix \"\", metadata true, fsync false; last block 1");
  }

  @Test
  void afterTheCloseOnlyLockAndProgressAreLeftBesideTheBlocks() throws IOException {
    stream(context, new SampleBlock(1));

    assertThat(allFiles(home))
        .containsExactly(".block.lock", ".block.progress", "block-1-data", "block-1-meta");
  }

  @Test
  void whatAKilledProcessHasLeftIsRemovedAndNothingElse() throws IOException {
    List<String> leftovers = List.of(".block.tmp-data", ".block.tmp-meta", ".block.tmp-progress");
    List<String> strangers = List.of(".p-block.tmp-data", "block.tmp-data", "block-9-data.tmp");
    for (String name : Stream.concat(leftovers.stream(), strangers.stream()).toList()) {
      Files.writeString(home.resolve(name), "left");
    }
    stream(context);

    assertThat(allFiles(home)).containsAll(strangers).doesNotContainAnyElementsOf(leftovers);
    assertThat(context.logger().lines())
        .contains(
            "INFO removed what a killed process has left in %s: %s".formatted(home, leftovers));
  }

  @Test
  void theServiceLoaderFindsTheConstructor() throws Exception {
    ServiceConstructor constructor =
        ServiceLoader.load(ServiceConstructor.class).findFirst().orElseThrow();

    assertThat(constructor).isInstanceOf(FileServiceConstructor.class);
    assertThat(constructor.type()).isEqualTo(ServiceType.FILE);
    assertThat(constructor.stopsNodeOnErrorByDefault()).isFalse();
    constructor.construct(context).close();
    assertThat(allFiles(home)).containsExactly(".block.lock", ".block.progress");
  }

  private static void stream(SampleContext context, SampleBlock... blocks) throws IOException {
    try (FileStreamingService service = context.start()) {
      for (SampleBlock block : blocks) {
        service.onBlock(block);
      }
    }
  }

  private static List<String> visibleFiles(Path directory) throws IOException {
    return allFiles(directory).stream().filter(name -> !name.startsWith(".")).toList();
  }

  private static List<String> allFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String modeOf(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name)));
  }

  private static byte[] bytes(String hash) {
    return hash.getBytes(StandardCharsets.US_ASCII);
  }
}
