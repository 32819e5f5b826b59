package org.abcistream.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.abcistream.api.Block;
import org.abcistream.api.Payload;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.layout.FileNames;

/**
 * Writes the files of one kind, block after block: first under a temporary name, then, whole, under
 * the final one. For one thread.
 */
final class BlockFile {
  /** How often HotSpot runs a method before it compiles it. */
  private static final int WARM_UPS = 200;

  private final BlockFileKind kind;
  private final FileNames names;
  private final PayloadWriter writer;
  private final boolean fsync;
  private final TempFile temp;

  /** The final name of the file that was written last. */
  private Path target;

  BlockFile(BlockFileKind kind, FileOptions options, PayloadWriter writer) {
    this.kind = kind;
    this.writer = writer;
    names = options.names();
    fsync = options.fsync();
    temp = new TempFile(names.temp(kind), options.fileMode());
    target = temp.path();
  }

  /**
   * Writes to a file that is then removed, until the path of a write is compiled: the first block
   * takes a tenth of the time after it.
   */
  void warmUp() throws IOException {
    Payload payload = new WarmUpPayload();
    try (FileChannel channel = temp.take()) {
      for (int i = 0; i < WARM_UPS; i++) {
        target = names.block(kind, i);
        writer.write(channel, payload);
      }
    } catch (IOException e) {
      throw new FileFailure("writing", temp.path(), e);
    } finally {
      temp.discard();
    }
  }

  /** How many bytes the block's file will have. */
  long sizeOf(Block block) {
    return BlockFileKind.LENGTH_SIZE + kind.payload(block).size();
  }

  /** Writes the block's file under the temporary name; with fsync, it is then on the disk. */
  void write(Block block) throws IOException {
    target = names.block(kind, block.height());
    try (FileChannel channel = temp.take()) {
      writer.write(channel, kind.payload(block));
      if (fsync) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new FileFailure("writing", target, e);
    }
  }

  /** Gives the file that was written its final name, in place of any that has it. */
  void publish() throws IOException {
    try {
      temp.moveTo(target);
    } catch (IOException e) {
      throw new FileFailure("writing", target, e);
    }
  }

  /** Opens the next block's file, while the node works on that block. */
  void openAhead() {
    temp.openAhead();
  }

  /** Removes what is not published. */
  void discard() throws IOException {
    temp.discard();
  }
}
