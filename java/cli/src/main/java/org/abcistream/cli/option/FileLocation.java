package org.abcistream.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import org.abcistream.file.reader.BlockFiles;

/**
 * Where the block files of one service lie.
 *
 * @param directory absolute; need not exist
 * @param prefix what their names begin with, before {@code -block-}; may be empty
 * @param metadataOff whether the service is known to write no metadata
 */
public record FileLocation(Path directory, String prefix, boolean metadataOff) {
  /** Makes the directory absolute. */
  public FileLocation {
    directory = directory.toAbsolutePath().normalize();
  }

  /**
   * {@return the files}
   *
   * @throws IOException if there is no such directory
   */
  public BlockFiles open() throws IOException {
    return BlockFiles.open(directory, prefix);
  }
}
