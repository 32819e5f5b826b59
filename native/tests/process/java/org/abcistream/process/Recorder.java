package org.abcistream.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.abcistream.api.Block;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.StreamingService;
import org.jspecify.annotations.Nullable;

/**
 * Writes the height of each block that it was given as a line to {@code <home>/<name>.heights}.
 * With {@code progress = true} the last line is its progress, and {@code <name>.hashes} has the app
 * hashes.
 */
class Recorder implements StreamingService {
  private final ServiceContext context;
  private final boolean hasProgress;
  private final Map<Long, byte[]> appHashes = new HashMap<>();
  private OptionalLong lastHeight = OptionalLong.empty();

  Recorder(ServiceContext context) throws IOException {
    this.context = context;
    this.hasProgress = context.options().getBoolean("progress", false);
    if (hasProgress) {
      for (String line : linesOf("hashes")) {
        int blank = line.indexOf(' ');
        appHashes.put(
            Long.valueOf(line.substring(0, blank)),
            HexFormat.of().parseHex(line.substring(blank + 1)));
      }
      List<String> heights = linesOf("heights");
      if (!heights.isEmpty()) {
        lastHeight = OptionalLong.of(Long.parseLong(heights.get(heights.size() - 1)));
      }
    }
  }

  @Override
  public OptionalLong lastHeight() {
    return lastHeight;
  }

  @Override
  public byte @Nullable [] appHashAt(long height) {
    return appHashes.get(height);
  }

  @Override
  public void onBlock(Block block) throws Exception {
    long height = block.height();
    if (hasProgress) {
      byte[] appHash = bytes(block.appHash());
      // Before the height, which makes it valid, so that a kill between the two does no harm.
      append("hashes", height + " " + HexFormat.of().formatHex(appHash));
      appHashes.put(height, appHash);
    }
    append("heights", Long.toString(height));
    if (hasProgress) {
      lastHeight = OptionalLong.of(height);
    }
  }

  @Override
  public void close() throws Exception {}

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private Path file(String kind) {
    return context.home().resolve(context.name() + "." + kind);
  }

  private List<String> linesOf(String kind) throws IOException {
    return Files.exists(file(kind)) ? Files.readAllLines(file(kind)) : List.of();
  }

  /** In one piece, so that no kill leaves half a line. */
  private void append(String kind, String line) throws IOException {
    Files.write(
        file(kind),
        (line + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
