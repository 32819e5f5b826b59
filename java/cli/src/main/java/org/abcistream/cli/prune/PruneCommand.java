package org.abcistream.cli.prune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.Age;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.OutputOptions;
import org.abcistream.cli.option.SourceOptions;
import org.abcistream.cli.output.Console;
import org.abcistream.cli.output.JsonObject;
import org.abcistream.cli.progress.ProgressBar;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.reader.BlockFiles;
import org.abcistream.file.reader.BlockListing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prune}: removes old blocks. */
@Command(
    name = "prune",
    description = {
      "Removes the files of old blocks, from the first one up.",
      "Never those that the service may write again, nor those that a cursor's consumer has not"
          + " read."
    },
    footer = {
      "",
      "Example:",
      "  abcistream prune --older-than 30d --home ~/.simapp --cursor tail.cursor --dry-run"
    })
public final class PruneCommand implements Callable<Integer> {
  /** Which blocks are old. */
  static final class Old {
    @Option(
        names = "--below",
        paramLabel = "HEIGHT",
        description = "Blocks whose height is lower than this.")
    private @Nullable Long below;

    @Option(
        names = "--older-than",
        paramLabel = "AGE",
        converter = Age.class,
        description =
            "Blocks that were written so long ago: 30d, 12h, 90m, 45s. Ends at the first that was"
                + " not.")
    private @Nullable Duration age;

    Old() {}
  }

  private final Console console;

  @ArgGroup(multiplicity = "1")
  private Old old = new Old();

  @Option(
      names = "--cursor",
      paramLabel = "FILE",
      description = "Keep what the consumer with this cursor has not read; may be given again.")
  private List<Path> cursors = new ArrayList<>();

  @Option(names = "--dry-run", description = "Only say what would be removed.")
  private boolean dryRun;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  private long blocks;
  private long bytes;
  private long lastHeight;

  /**
   * Makes the verb.
   *
   * @param console where it prints
   */
  public PruneCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    BlockFiles files = source.open();
    PruneLimit limit = PruneLimit.of(files, cursors);
    Instant newest = old.age == null ? Instant.MAX : Instant.now().minus(old.age);
    BlockListing listing = files.list();
    int kept = pruneOld(files, listing, newest, limit);
    if (kept < listing.count() && isOld(files, listing.height(kept), newest)) {
      console.warn(
          "blocks from %d on are kept: %s ends at %d"
              .formatted(listing.height(kept), limit.reason(), limit.height()));
    }
    console.out().line(output.isJson() ? json() : text());
    console.out().flush();
    return ExitCode.GOOD;
  }

  /** Returns which of the listed blocks is the first that stays. */
  private int pruneOld(BlockFiles files, BlockListing listing, Instant newest, PruneLimit limit)
      throws IOException {
    int i = 0;
    try (ProgressBar progress = ProgressBar.open(console, "removing", listing.count())) {
      while (i < listing.count()
          && listing.height(i) <= limit.height()
          && isOld(files, listing.height(i), newest)) {
        prune(files, listing.height(i++));
        progress.advance(1);
      }
    }
    return i;
  }

  private boolean isOld(BlockFiles files, long height, Instant newest) throws IOException {
    if (old.below != null) {
      return height < old.below;
    }
    try {
      Path data = files.names().block(BlockFileKind.DATA, height);
      return !Files.getLastModifiedTime(data).toInstant().isAfter(newest);
    } catch (NoSuchFileException e) {
      // Metadata alone: half of a block that somebody has removed.
      return true;
    }
  }

  private void prune(BlockFiles files, long height) throws IOException {
    for (BlockFileKind kind : BlockFileKind.values()) {
      Path file = files.names().block(kind, height);
      try {
        bytes += Files.size(file);
        if (!dryRun) {
          Files.delete(file);
        }
      } catch (NoSuchFileException e) {
        // There was none, or somebody else has been faster.
      }
    }
    blocks++;
    lastHeight = height;
  }

  private String text() {
    if (blocks == 0) {
      return "no block is to be removed";
    }
    return "%s %d block%s up to height %d, %d bytes"
        .formatted(
            dryRun ? "would remove" : "removed", blocks, blocks == 1 ? "" : "s", lastHeight, bytes);
  }

  private String json() {
    JsonObject json =
        new JsonObject().put("dry_run", dryRun).put("blocks", blocks).put("bytes", bytes);
    if (blocks > 0) {
      json.put("last_height", lastHeight);
    }
    return json.toString();
  }
}
