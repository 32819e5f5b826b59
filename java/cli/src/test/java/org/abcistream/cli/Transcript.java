package org.abcistream.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What command lines print, one behind the other as in a terminal. Short output is there in full,
 * of long output its first and its last line and the digest of all of it. The folder that the
 * commands are about is called HOME.
 */
final class Transcript {
  private static final int LONGEST = 24;
  private static final int WIDEST = 200;

  private final Path home;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param home is given to command lines as HOME
   */
  Transcript(Path home) {
    this.home = home;
  }

  /** Runs a command line whose words have blanks between them. */
  void run(String line) throws IOException {
    Object[] words = Arrays.stream(line.split(" ")).map(this::withHome).toArray();
    Run run = Run.of(words);
    text.append("$ abcistream ").append(line).append('\n');
    add(run.bytes().toByteArray());
    run.err().lines().forEach(said -> text.append("! ").append(withoutHome(said)).append('\n'));
    if (run.exitCode() != 0) {
      text.append("exit code ").append(run.exitCode()).append('\n');
    }
    text.append('\n');
  }

  /** Shows a file that a command has made. */
  void show(String name) throws IOException {
    text.append("$ cat ").append(name).append('\n');
    add(Files.readAllBytes(home.resolve(name)));
    text.append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void add(byte[] output) {
    String decoded;
    try {
      decoded =
          withoutHome(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(output)) + "");
    } catch (CharacterCodingException e) {
      text.append("(bytes: %d, SHA-256 %s)%n".formatted(output.length, Sha256.of(output)));
      return;
    }
    List<String> lines = decoded.lines().toList();
    boolean isShort =
        lines.size() <= LONGEST && lines.stream().allMatch(line -> line.length() <= WIDEST);
    if (isShort) {
      text.append(decoded);
      return;
    }
    addLine(lines.get(0));
    if (lines.size() > 1) {
      addLine(lines.get(lines.size() - 1));
    }
    text.append(
        "(lines: %d, SHA-256 %s)%n"
            .formatted(lines.size(), Sha256.of(decoded.getBytes(StandardCharsets.UTF_8))));
  }

  private void addLine(String line) {
    boolean isNarrow = line.length() <= WIDEST;
    text.append(isNarrow ? line : line.substring(0, WIDEST) + "...").append('\n');
  }

  private String withHome(String word) {
    return word.replace("HOME", home.toString());
  }

  private String withoutHome(String output) {
    return output.replace(home.toString(), "HOME");
  }
}
