package org.abcistream.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.abcistream.api.Block;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.StreamingService;

/**
 * A file service that is only tried: it writes into a folder of its own, on the file system of the
 * real files, so that a full or a read-only one shows, and removes it at the end. The folder lies
 * in the real directory, or in the nearest one above it that is there; nothing else is created,
 * since whoever examines the machine may be another user than the node's.
 */
final class TrialFileService implements StreamingService {
  private static final String FOLDER_PREFIX = ".abcistream-trial-";

  private final FileStreamingService service;
  private final Path folder;

  private TrialFileService(FileStreamingService service, Path folder) {
    this.service = service;
    this.folder = folder;
  }

  /** Makes the folder, and a service that is ready for the block. */
  static TrialFileService open(ServiceContext context) throws IOException {
    FileOptions options = FileOptions.of(context);
    Path folder = createFolder(context, options.directory());
    try {
      return new TrialFileService(
          FileStreamingService.open(context, options.movedTo(folder)), folder);
    } catch (Throwable failure) {
      remove(folder);
      throw failure;
    }
  }

  @Override
  public OptionalLong lastHeight() {
    return service.lastHeight();
  }

  @Override
  public void onBlock(Block block) throws IOException {
    service.onBlock(block);
  }

  @Override
  public void close() throws IOException {
    try {
      service.close();
    } finally {
      remove(folder);
    }
  }

  private static Path createFolder(ServiceContext context, Path directory) {
    Path existing = directory;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      return Files.createTempDirectory(existing, FOLDER_PREFIX);
    } catch (IOException e) {
      throw FileOptions.writeDirRefused(
          context, "cannot create a folder in %s: %s".formatted(existing, FileFailure.explain(e)));
    }
  }

  private static void remove(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.delete(folder);
  }
}
