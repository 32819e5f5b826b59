package org.abcistream.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.abcistream.api.Block;
import org.abcistream.api.OptionException;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.StreamingService;
import org.abcistream.file.layout.BlockFileKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Writes each block to a data file and, where {@code output-metadata} says so, to a meta file. The
 * package's page says what they look like, and what holds when something breaks.
 */
public final class FileStreamingService implements StreamingService, Closeable {
  /** How much of an app hash a log line shows. */
  private static final int SHOWN_HASH_BYTES = 8;

  private final Logger log;
  private final boolean fsync;
  private final WriteDirectory directory;
  private final ProgressFile progress;
  private final HoleFile holes;

  /** In the order in which they get their final names. */
  private final List<BlockFile> files = new ArrayList<>();

  private FileStreamingService(
      ServiceContext context, FileOptions options, WriteDirectory directory, ProgressFile progress)
      throws IOException {
    holes = HoleFile.open(options, InstantSource.system());
    log = context.logger();
    fsync = options.fsync();
    this.directory = directory;
    this.progress = progress;
    PayloadWriter writer = new PayloadWriter();
    files.add(new BlockFile(BlockFileKind.DATA, options, writer));
    if (options.outputMetadata()) {
      files.add(new BlockFile(BlockFileKind.META, options, writer));
    }
    files.get(0).warmUp();
  }

  /**
   * Makes a service that is ready for blocks: its directory is there and is its own, what a crash
   * has left is put in order.
   *
   * @throws OptionException if an option cannot be used, or another service writes the same files
   * @throws IOException if the directory cannot be used; the message names the file and the cause
   */
  public static FileStreamingService newFileStreamingService(ServiceContext context)
      throws IOException {
    return open(context, FileOptions.of(context));
  }

  /** The same with options that are given. */
  static FileStreamingService open(ServiceContext context, FileOptions options) throws IOException {
    WriteDirectory directory = WriteDirectory.open(context, options);
    try {
      return open(context, options, directory);
    } catch (Throwable failure) {
      directory.close();
      throw failure;
    }
  }

  private static FileStreamingService open(
      ServiceContext context, FileOptions options, WriteDirectory directory) throws IOException {
    ProgressFile progress = ProgressFile.open(options.names());
    try {
      TornFiles.setAside(options.names(), progress, context.logger());
      FileStreamingService service =
          new FileStreamingService(context, options, directory, progress);
      service.logStart(context, options);
      return service;
    } catch (Throwable failure) {
      progress.close();
      throw failure;
    }
  }

  @Override
  public OptionalLong lastHeight() {
    return progress.lastHeight();
  }

  @Override
  public byte @Nullable [] appHashAt(long height) {
    return progress.appHashAt(height);
  }

  /**
   * Writes the block's files, and then that they are written.
   *
   * @throws IOException if the block is not taken: no file of it is half written, and the message
   *     names the file, the cause and what to do
   */
  @Override
  public void onBlock(Block block) throws IOException {
    long height = block.height();
    ByteBuffer appHash = block.appHash();
    if (Thread.interrupted()) {
      log.warn("interrupted before block {}: ignored, it would close the files", height);
    }
    warnOfRollback(height, appHash);
    directory.requireRoomFor(height, sizeOf(block));
    write(block);
    holes.passedBy(height);
    progress.record(height, appHash);
  }

  /** Opens the next block's files, which may take longer than to fill them. */
  @Override
  public void afterBlock() {
    files.forEach(BlockFile::openAhead);
  }

  @Override
  public void onHole(long first, long last, String reason) {
    holes.remember(first, last, reason);
  }

  /** Removes what was opened for a next block, and lets others write here. */
  @Override
  public void close() throws IOException {
    try (directory;
        progress) {
      for (BlockFile file : files) {
        file.discard();
      }
    }
  }

  private void logStart(ServiceContext context, FileOptions options) {
    OptionalLong last = lastHeight();
    log.info(
        "writes the stores {} to {}, prefix \"{}\", metadata {}, fsync {}; {}",
        context.storeKeys(),
        options.directory(),
        options.prefix(),
        options.outputMetadata(),
        options.fsync(),
        last.isPresent() ? "last block " + last.getAsLong() : "no block so far");
  }

  private long sizeOf(Block block) {
    long size = 0;
    for (BlockFile file : files) {
      size += file.sizeOf(block);
    }
    return size;
  }

  /** Files may be gone that were opened ahead, alone or with their directory; that shows late. */
  private void write(Block block) throws IOException {
    try {
      writeOnce(block);
    } catch (FileFailure failure) {
      if (!(failure.getCause() instanceof NoSuchFileException)) {
        throw failure;
      }
      writeOnce(block);
    }
  }

  private void writeOnce(Block block) throws IOException {
    try {
      for (BlockFile file : files) {
        file.write(block);
      }
      for (BlockFile file : files) {
        file.publish();
      }
      if (fsync) {
        directory.force();
      }
    } catch (Throwable failure) {
      discard(failure);
      throw failure;
    }
  }

  private void discard(Throwable failure) {
    for (BlockFile file : files) {
      try {
        file.discard();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private void warnOfRollback(long height, ByteBuffer appHash) {
    OptionalLong last = progress.lastHeight();
    if (last.isEmpty() || height > last.getAsLong()) {
      return;
    }
    byte[] before = progress.appHashAt(height);
    if (before == null) {
      log.debug("block {} is written again, its app hash is not known any more", height);
    } else if (!ByteBuffer.wrap(before).equals(appHash)) {
      log.warn(
          "block {} is overwritten, since the chain was rolled back: its app hash was {} and is {};"
              + " files of later blocks, up to {}, are of the abandoned chain until they are"
              + " overwritten too",
          height,
          shown(before),
          shown(bytesOf(appHash)),
          last.getAsLong());
    }
  }

  private static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static String shown(byte[] hash) {
    String hex =
        HexFormat.of().formatHex(Arrays.copyOf(hash, Math.min(hash.length, SHOWN_HASH_BYTES)));
    return hash.length > SHOWN_HASH_BYTES ? hex + "..." : hex;
  }
}
