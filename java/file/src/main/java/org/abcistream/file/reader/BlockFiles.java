package org.abcistream.file.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.abcistream.file.layout.FileNames;
import org.abcistream.file.layout.Hole;

/**
 * The files that a file service, or the reference's file streamer, writes to a directory.
 * Immutable, and holds nothing open; what it returns is for one thread each.
 */
public final class BlockFiles {
  private final FileNames names;

  private BlockFiles(FileNames names) {
    this.names = names;
  }

  /**
   * {@return the files of a directory}
   *
   * @param directory must exist
   * @param prefix as in {@code streamers.file.prefix}; empty when there is none
   * @throws IOException if the directory is none
   */
  public static BlockFiles open(Path directory, String prefix) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException(
          "%s is no directory: give the one that write_dir names".formatted(directory));
    }
    return new BlockFiles(new FileNames(directory, prefix));
  }

  /** {@return what the files are called} */
  public FileNames names() {
    return names;
  }

  /**
   * {@return which files are there at this moment} Of the blocks that come while it is made, it may
   * lack some and have later ones: a gap among the newest is real only when a second listing has it
   * too.
   *
   * @throws IOException if the directory cannot be read
   */
  public BlockListing list() throws IOException {
    return DirectoryScan.list(names);
  }

  /**
   * {@return one block, to be closed by the caller}
   *
   * @param height which one
   * @throws BlockFileException if it has no data, or one of its files is not whole
   * @throws IOException if a file cannot be read
   */
  public StoredBlock read(long height) throws IOException {
    return reader().read(height);
  }

  /** {@return what reads one block after the other into the same buffers} */
  public BlockFileReader reader() {
    return new BlockFileReader(names);
  }

  /**
   * {@return the blocks that are there at this moment, ascending, in the same buffers}
   *
   * @param fromHeight the lowest
   * @param toHeight the highest
   * @throws IOException if the directory cannot be read
   */
  public BlockSequence blocks(long fromHeight, long toHeight) throws IOException {
    return new BlockSequence(reader(), list(), fromHeight, toHeight);
  }

  /**
   * {@return the blocks that are there and those that come, ascending, in the same buffers}
   *
   * @param fromHeight the lowest
   * @throws IOException if the directory cannot be read
   */
  public BlockFollower follow(long fromHeight) throws IOException {
    return new BlockFollower(names, fromHeight);
  }

  /**
   * {@return the height up to which the service has recorded that it is done; empty when it has
   * recorded nothing, as the reference never does}
   *
   * @throws IOException if the record cannot be read, or is something else
   */
  public OptionalLong progress() throws IOException {
    return RecordedProgress.read(names.progress());
  }

  /**
   * {@return the heights that the service has recorded as those that it went on without, ascending}
   *
   * @throws IOException if the record cannot be read, or is something else
   */
  public List<Hole> holes() throws IOException {
    Path file = names.holes();
    try {
      // What a crash has left behind the last line feed does not count.
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Hole::parse).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IllegalArgumentException e) {
      throw new IOException("%s cannot be read, since %s".formatted(file, e.getMessage()), e);
    }
  }
}
