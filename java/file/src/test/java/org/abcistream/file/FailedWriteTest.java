package org.abcistream.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.abcistream.testkit.TmpfsMount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailedWriteTest {
  private static final SamplePayload TOO_LARGE = SamplePayload.of(new byte[128 * 1024]);

  @TempDir private Path home;

  private Path out = Path.of("/");
  private SampleContext context = new SampleContext(out);

  @BeforeEach
  void writeToOut() throws IOException {
    out = Files.createDirectory(home.resolve("out"));
    context = new SampleContext(home).with("write_dir", "out").with("output-metadata", true);
  }

  @Test
  void aFullDiskLeavesNoFileAndTheNextBlockIsWritten() throws IOException {
    try (TmpfsMount mounted = TmpfsMount.on(out, "size=96k");
        FileStreamingService service = context.start()) {
      SampleBlock large = new SampleBlock(1).withData(TOO_LARGE);

      assertThatThrownBy(() -> service.onBlock(large))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "writing %s/block-1-data: No space left on device: free space on its file system, or"
                  + " have the consumer delete what it has read",
              out);
      assertThat(out.resolve("block-1-data")).doesNotExist();
      assertThat(out.resolve(".block.tmp-data")).doesNotExist();
      assertThat(service.lastHeight()).isEmpty();

      SampleBlock small = new SampleBlock(2);
      service.onBlock(small);
      assertThat(out.resolve("block-2-data")).hasBinaryContent(small.data().fileBytes());
      assertThat(service.lastHeight()).isEqualTo(OptionalLong.of(2));
      assertThat(mounted).isNotNull();
    }
  }

  @Test
  void aFailedMetaFileLeavesNoTemporaryDataFile() throws IOException {
    try (TmpfsMount mounted = TmpfsMount.on(out, "size=96k");
        FileStreamingService service = context.start()) {
      SampleBlock large = new SampleBlock(1, "", SamplePayload.of("little"), TOO_LARGE);

      assertThatThrownBy(() -> service.onBlock(large))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("writing %s/block-1-meta: No space left on device", out);
      assertThat(out.toFile().list()).containsExactlyInAnyOrder(".block.lock", ".block.progress");
      assertThat(mounted).isNotNull();
    }
  }

  @Test
  void aPayloadThatIsNotAsLongAsItSaysIsNotPublished() throws IOException {
    SamplePayload liar = new SamplePayload(5, List.of(ByteBuffer.allocateDirect(3)));
    try (FileStreamingService service = context.start()) {
      assertThatThrownBy(() -> service.onBlock(new SampleBlock(1).withData(liar)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "writing %s/block-1-data: a payload of 5 bytes came in buffers of 3 bytes", out);
      assertThat(out.resolve("block-1-data")).doesNotExist();
    }
  }

  @Test
  void aDirectoryThatDisappearsIsNamedAndUsedAgainWhenItIsBack() throws IOException {
    try (FileStreamingService service = context.start()) {
      Path away = Files.move(out, home.resolve("away"));
      assertThatThrownBy(() -> service.onBlock(new SampleBlock(1)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "writing %s/block-1-data: No such file or directory: its directory is gone, create"
                  + " it again",
              out);

      Files.move(away, out);
      SampleBlock block = new SampleBlock(1);
      service.onBlock(block);
      assertThat(out.resolve("block-1-data")).hasBinaryContent(block.data().fileBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".block.tmp-data", ".block.tmp-meta"})
  void aFileThatIsRemovedAfterItWasOpenedAheadIsWrittenAnew(String removed) throws IOException {
    try (FileStreamingService service = context.start()) {
      service.onBlock(new SampleBlock(1));
      service.afterBlock();
      Files.delete(out.resolve(removed));

      SampleBlock block = new SampleBlock(2);
      service.onBlock(block);
      assertThat(out.resolve("block-2-data")).hasBinaryContent(block.data().fileBytes());
      assertThat(out.resolve("block-2-meta")).hasBinaryContent(block.metadata().fileBytes());
    }
  }

  @Test
  void aDirectoryInPlaceOfAFileIsNotTouched() throws IOException {
    Path stranger = Files.createDirectory(out.resolve("block-1-data"));
    try (FileStreamingService service = context.start()) {
      assertThatThrownBy(() -> service.onBlock(new SampleBlock(1)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "writing %s: Is a directory: move it away, a file of this service goes there",
              stranger);
    }
    assertThat(stranger).isEmptyDirectory();
    assertThat(out.resolve("block-1-meta")).doesNotExist();
  }

  @Test
  void aBlockThatWouldLeaveTooLittleSpaceIsRefusedBeforeAnythingIsWritten() throws IOException {
    FileStore store = Files.getFileStore(out);
    SampleContext limited = context.with("min-free-bytes", store.getTotalSpace() + 1);
    try (FileStreamingService service = limited.start()) {
      SampleBlock block =
          new SampleBlock(3, "", SamplePayload.of("12345"), SamplePayload.of("123"));
      assertThatThrownBy(() -> service.onBlock(block))
          .isInstanceOf(IOException.class)
          .hasMessageMatching(
              ("block 3 needs 24 bytes in \\Q%s\\E, where \\d+ are free, and"
                      + " streamers.file.min-free-bytes = %d must stay free: free space on its"
                      + " file system, or have the consumer delete what it has read")
                  .formatted(out, store.getTotalSpace() + 1));
      assertThat(out.resolve("block-3-data")).doesNotExist();
      assertThat(service.lastHeight()).isEmpty();
    }
  }

  @Test
  void enoughSpaceIsNoCauseToRefuse() throws IOException {
    try (FileStreamingService service = context.with("min-free-bytes", 1L).start()) {
      service.onBlock(new SampleBlock(1));
      assertThat(service.lastHeight()).isEqualTo(OptionalLong.of(1));
    }
  }
}
