package org.abcistream.cli.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** The file that the output goes to, when it is one. For one thread. */
public final class OutputFile {
  private final FileChannel channel;
  private final String key;

  private OutputFile(FileChannel channel, String key) {
    this.channel = channel;
    this.key = key;
  }

  /**
   * {@return the file; empty when it is something else, such as a pipe or a terminal}
   *
   * @param channel writes to it, and is never closed here
   * @param name where the system shows what the channel is open on
   */
  public static Optional<OutputFile> of(FileChannel channel, Path name) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(name, BasicFileAttributes.class);
      return attributes.isRegularFile() && attributes.fileKey() != null
          ? Optional.of(new OutputFile(channel, attributes.fileKey().toString()))
          : Optional.empty();
    } catch (IOException e) {
      // A system that does not show it: then the output is taken for a pipe.
      return Optional.empty();
    }
  }

  /** {@return what the system knows the file by, whatever its name} */
  public String key() {
    return key;
  }

  /**
   * {@return how many bytes the file has}
   *
   * @throws IOException if the system does not tell
   */
  public long size() throws IOException {
    return channel.size();
  }

  /**
   * Cuts off everything behind a place, and goes on there.
   *
   * @param size the place; nothing is done when the file ends before it
   * @throws IOException if the file cannot be cut
   */
  public void cutTo(long size) throws IOException {
    channel.truncate(size);
  }
}
