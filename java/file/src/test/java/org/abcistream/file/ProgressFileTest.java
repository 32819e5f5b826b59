package org.abcistream.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.abcistream.file.layout.FileNames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressFileTest {
  @TempDir private Path directory;

  private FileNames names = new FileNames(Path.of("/"), "");

  @BeforeEach
  void nameTheFile() {
    names = new FileNames(directory, "p");
  }

  @Test
  void aNewFileKnowsNothing() throws IOException {
    try (ProgressFile progress = ProgressFile.open(names)) {
      assertThat(progress.lastHeight()).isEmpty();
      assertThat(progress.appHashAt(0)).isNull();
      assertThat(progress.appHashAt(1)).isNull();
    }
    assertThat(Files.size(directory.resolve(".p-block.progress"))).isEqualTo(129 * 128);
  }

  @Test
  void theBytesOfASlotAreAsTheLayoutSays() throws IOException {
    record("7 ab");

    byte[] file = Files.readAllBytes(names.progress());
    HexFormat hex = HexFormat.of();
    assertThat(hex.formatHex(file, 0, 12)).isEqualTo("616263697374726d" + "00000001");
    assertThat(hex.formatHex(file, 256, 256 + 20))
        .isEqualTo("0000000000000001" + "0000000000000007" + "02" + "6162" + "00");
    CRC32C crc = new CRC32C();
    crc.update(file, 256, 124);
    assertThat(ByteBuffer.wrap(file).getInt(256 + 124)).isEqualTo((int) crc.getValue());
  }

  @Test
  void whatIsRecordedIsKnownWhenTheFileIsOpenedAgain() throws IOException {
    record("5 five", "6 six");
    record("7 seven");

    try (ProgressFile progress = ProgressFile.open(names)) {
      assertThat(progress.lastHeight()).isEqualTo(OptionalLong.of(7));
      assertThat(hashAt(progress, 5)).isEqualTo("five");
      assertThat(hashAt(progress, 6)).isEqualTo("six");
      assertThat(hashAt(progress, 7)).isEqualTo("seven");
      assertThat(hashAt(progress, 4)).isNull();
      assertThat(hashAt(progress, 8)).isNull();
    }
  }

  @Test
  void aBlockWithoutAnAppHashHasNone() throws IOException {
    try (ProgressFile progress = ProgressFile.open(names)) {
      progress.record(1, ByteBuffer.allocate(0));
      assertThat(progress.lastHeight()).isEqualTo(OptionalLong.of(1));
      assertThat(progress.appHashAt(1)).isNull();
    }
  }

  @Test
  void aHashOfSixtyFourBytesIsKeptAndOneThatIsTooLongIsNotKnown() throws IOException {
    byte[] sha512 = "0123456789abcdef".repeat(4).getBytes(StandardCharsets.US_ASCII);
    try (ProgressFile progress = ProgressFile.open(names)) {
      progress.record(1, ByteBuffer.wrap(sha512));
      progress.record(2, ByteBuffer.allocate(97));
      assertThat(progress.appHashAt(1)).isEqualTo(sha512);
      assertThat(progress.appHashAt(2)).isNull();
    }
  }

  @Test
  void aShortHashAfterALongOneInTheSameSlotIsShort() throws IOException {
    try (ProgressFile progress = ProgressFile.open(names)) {
      LongStream.rangeClosed(1, 129)
          .forEach(height -> recordIn(progress, height, height == 1 ? "a long hash" : "short"));
      assertThat(hashAt(progress, 129)).isEqualTo("short");
    }
  }

  @Test
  void theLastHundredAndTwentyEightAreKnown() throws IOException {
    try (ProgressFile progress = ProgressFile.open(names)) {
      LongStream.rangeClosed(1, 1000).forEach(height -> recordIn(progress, height, "h" + height));
    }
    try (ProgressFile progress = ProgressFile.open(names)) {
      assertThat(progress.lastHeight()).isEqualTo(OptionalLong.of(1000));
      assertThat(hashAt(progress, 1000)).isEqualTo("h1000");
      assertThat(hashAt(progress, 873)).isEqualTo("h873");
      assertThat(hashAt(progress, 872)).isNull();
    }
  }

  @Test
  void aTornSlotDoesNotCountAndIsWrittenNext() throws IOException {
    record("1 one", "2 two", "3 three");
    flipByte(128 + 3 * 128 + 20);

    try (ProgressFile progress = ProgressFile.open(names)) {
      assertThat(progress.lastHeight()).isEqualTo(OptionalLong.of(2));
      assertThat(hashAt(progress, 2)).isEqualTo("two");
      recordIn(progress, 3, "again");
    }
    try (ProgressFile progress = ProgressFile.open(names)) {
      assertThat(progress.lastHeight()).isEqualTo(OptionalLong.of(3));
      assertThat(hashAt(progress, 3)).isEqualTo("again");
      assertThat(hashAt(progress, 1)).isEqualTo("one");
    }
  }

  @Test
  void aTornSlotHidesWhatIsOlder() throws IOException {
    record("1 one", "2 two", "3 three");
    flipByte(128 + 2 * 128 + 20);

    try (ProgressFile progress = ProgressFile.open(names)) {
      assertThat(hashAt(progress, 3)).isEqualTo("three");
      assertThat(hashAt(progress, 2)).isNull();
      assertThat(hashAt(progress, 1)).isNull();
    }
  }

  @Test
  void afterARollbackTheAbandonedChainIsNotBelieved() throws IOException {
    record("1 a1", "2 a2", "3 a3", "4 a4", "5 a5", "3 b3");

    try (ProgressFile progress = ProgressFile.open(names)) {
      assertThat(progress.lastHeight()).isEqualTo(OptionalLong.of(3));
      assertThat(hashAt(progress, 5)).isNull();
      assertThat(hashAt(progress, 4)).isNull();
      assertThat(hashAt(progress, 3)).isEqualTo("b3");
      assertThat(hashAt(progress, 2)).isEqualTo("a2");
    }
  }

  @Test
  void theAbandonedChainStaysAbandonedBehindAHole() throws IOException {
    record("1 a1", "2 a2", "3 a3", "4 a4", "5 a5", "2 b2", "5 b5");

    try (ProgressFile progress = ProgressFile.open(names)) {
      assertThat(hashAt(progress, 5)).isEqualTo("b5");
      assertThat(hashAt(progress, 4)).isNull();
      assertThat(hashAt(progress, 3)).isNull();
      assertThat(hashAt(progress, 2)).isEqualTo("b2");
      assertThat(hashAt(progress, 1)).isEqualTo("a1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8})
  void anotherMagicOrVersionIsRefused(int offset) throws IOException {
    record("1 one");
    flipByte(offset);
    assertRefused();
  }

  @Test
  void anotherSizeIsRefused() throws IOException {
    Files.writeString(names.progress(), "abcistrm");
    assertRefused();
    Files.write(names.progress(), new byte[0]);
    assertRefused();
    Files.delete(names.progress());
    record("1 one");
    Files.write(names.progress(), append(Files.readAllBytes(names.progress()), (byte) 0));
    assertRefused();
  }

  @Test
  void aDirectoryInItsPlaceIsNamed() throws IOException {
    Files.createDirectory(names.progress());
    assertThatThrownBy(() -> ProgressFile.open(names))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "opening %s: Is a directory: move it away, a file of this service goes there",
            names.progress());
  }

  private void assertRefused() {
    assertThatThrownBy(() -> ProgressFile.open(names))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s is no progress file of version 1: delete it, and the service begins at the next"
                + " block",
            names.progress());
  }

  /** Records entries such as {@code "7 hash"}. */
  private void record(String... entries) throws IOException {
    try (ProgressFile progress = ProgressFile.open(names)) {
      for (String entry : entries) {
        int blank = entry.indexOf(' ');
        recordIn(progress, Long.parseLong(entry.substring(0, blank)), entry.substring(blank + 1));
      }
    }
  }

  private static void recordIn(ProgressFile progress, long height, String hash) {
    try {
      progress.record(height, SampleBlock.bytesOf(hash));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static @Nullable String hashAt(ProgressFile progress, long height) {
    byte[] hash = progress.appHashAt(height);
    return hash == null ? null : new String(hash, StandardCharsets.US_ASCII);
  }

  private void flipByte(int offset) throws IOException {
    byte[] file = Files.readAllBytes(names.progress());
    file[offset] ^= 1;
    Files.write(names.progress(), file);
  }

  private static byte[] append(byte[] bytes, byte more) {
    return ByteBuffer.allocate(bytes.length + 1).put(bytes).put(more).array();
  }
}
