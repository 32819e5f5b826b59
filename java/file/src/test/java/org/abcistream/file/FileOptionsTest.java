package org.abcistream.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.abcistream.api.OptionException;
import org.abcistream.testkit.TmpfsMount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileOptionsTest {
  @TempDir private Path home;

  @Test
  void nothingSetIsTheReferencesDefault() {
    assertThat(FileOptions.of(new SampleContext(home)))
        .isEqualTo(
            new FileOptions(
                home, "", false, false, PosixFilePermissions.fromString("rw-------"), 0));
  }

  @Test
  void everythingCanBeSet() {
    SampleContext context =
        new SampleContext(home)
            .with("write_dir", "a/../out")
            .with("prefix", "p")
            .with("output-metadata", "true")
            .with("fsync", true)
            .with("file-mode", "644")
            .with("min-free-bytes", 5L);

    assertThat(FileOptions.of(context))
        .isEqualTo(
            new FileOptions(
                home.resolve("out"),
                "p",
                true,
                true,
                PosixFilePermissions.fromString("rw-r--r--"),
                5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "/", "a\0b", "a\nb"})
  void aPrefixIsPartOfOneFileName(String prefix) {
    assertThatThrownBy(() -> FileOptions.of(new SampleContext(home).with("prefix", prefix)))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "streamers.file.prefix is \"%s\": must be part of a file name, without '/' and control"
                + " characters",
            prefix);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", ".p"})
  void aPrefixHidesNoFile(String prefix) {
    assertThatThrownBy(() -> FileOptions.of(new SampleContext(home).with("prefix", prefix)))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "streamers.file.prefix is \"%s\": must not begin with '.', which hides a file", prefix);
  }

  @Test
  void aPrefixLeavesRoomForTheRestOfTheName() {
    SampleContext longest = new SampleContext(home).with("prefix", "p".repeat(200));
    assertThat(FileOptions.of(longest).prefix()).hasSize(200);

    SampleContext tooLong = new SampleContext(home).with("prefix", "p".repeat(201));
    assertThatThrownBy(() -> FileOptions.of(tooLong))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("streamers.file.prefix is \"ppp")
        .hasMessageEndingWith(": must have 200 bytes at most");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "600x", "888", "0o600", "06000", "0200", "rw-------"})
  void aFileModeIsOctalAndReadable(String mode) {
    assertThatThrownBy(() -> FileOptions.of(new SampleContext(home).with("file-mode", mode)))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "streamers.file.file-mode is \"%s\": must be an octal mode that lets the owner read, in"
                + " quotes, such as \"0640\"",
            mode);
  }

  @Test
  void freeBytesAreNotNegative() {
    assertThatThrownBy(() -> FileOptions.of(new SampleContext(home).with("min-free-bytes", -1L)))
        .isInstanceOf(OptionException.class)
        .hasMessage("streamers.file.min-free-bytes is -1: must be 0 (no limit) or more");
  }

  @Test
  void aWrongTypeIsAnErrorUnderTheInstancesOwnName() {
    SampleContext context = new SampleContext(home).named("audit");

    assertThatThrownBy(() -> context.with("prefix", 7L).start())
        .hasMessage("streamers.audit.prefix is 7: must be a text in quotes");
    assertThatThrownBy(() -> context.with("output-metadata", "yes").start())
        .hasMessage("streamers.audit.output-metadata is \"yes\": must be true or false");
    assertThatThrownBy(() -> context.with("file-mode", 600L).start())
        .hasMessage("streamers.audit.file-mode is 600: must be a text in quotes");
    assertThatThrownBy(() -> context.with("min-free-bytes", "much").start())
        .hasMessage("streamers.audit.min-free-bytes is \"much\": must be a whole number");
  }

  @Test
  void aWriteDirWithANulIsNoPath() {
    assertThatThrownBy(() -> FileOptions.of(new SampleContext(home).with("write_dir", "a\0b")))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "streamers.file.write_dir is \"a\0b\": must be a path, but has Nul character not"
                + " allowed");
  }

  @Test
  void aWriteDirThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(home.resolve("file"));

    assertThatThrownBy(() -> new SampleContext(home).with("write_dir", "file").start())
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "streamers.file.write_dir is \"file\": must be a directory, but %s is a file", file);
    assertThatThrownBy(() -> new SampleContext(home).with("write_dir", "file/sub").start())
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "streamers.file.write_dir is \"file/sub\": cannot create %s/sub: Not a directory",
            file);
  }

  @Test
  void aReadOnlyWriteDirIsRefused() throws IOException {
    Path directory = Files.createDirectory(home.resolve("out"));
    try (TmpfsMount mounted = TmpfsMount.on(directory, "size=64k")) {
      mounted.makeReadOnly();

      assertThatThrownBy(() -> new SampleContext(home).with("write_dir", "out").start())
          .isInstanceOf(OptionException.class)
          .hasMessage(
              "streamers.file.write_dir is \"out\": cannot write in %s: Read-only file system: mount"
                  + " it for writing",
              directory);
      assertThatThrownBy(() -> new SampleContext(home).with("write_dir", "out/sub").start())
          .isInstanceOf(OptionException.class)
          .hasMessage(
              "streamers.file.write_dir is \"out/sub\": cannot create %s/sub: Read-only file"
                  + " system: mount it for writing",
              directory);
    }
  }
}
