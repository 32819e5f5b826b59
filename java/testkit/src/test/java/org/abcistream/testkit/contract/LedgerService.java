package org.abcistream.testkit.contract;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.abcistream.api.Block;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.PairCursor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.StreamingService;
import org.jspecify.annotations.Nullable;

/**
 * A service that keeps the contract: an entry in a folder for each block, and its progress beside
 * them. Tests override what they want to be wrong.
 */
class LedgerService implements StreamingService {
  private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

  /** What the service has of each height, and with which app hash it was taken. */
  final NavigableMap<Long, byte[]> progress = new TreeMap<>();

  private final ServiceContext context;
  private final Path folder;

  LedgerService(ServiceContext context) throws IOException {
    this.context = context;
    folder = context.home().resolve(context.options().getString("folder", "ledger"));
    checkOptions();
    createFolder();
    if (!IN_USE.add(folder)) {
      throw new IOException(folder + " is in use by another service: close that one first");
    }
    readProgress();
  }

  /** The entry of a block in a folder. */
  static Path entry(Path folder, long height) {
    return folder.resolve("entry-" + height);
  }

  /** What an entry holds: all pairs of the block, its data and its metadata. */
  static byte[] encoded(Block block) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream entry = new DataOutputStream(bytes);
    for (ChangeSet changes : block.changeSets()) {
      entry.writeUTF(changes.storeKey().name());
      entry.writeLong(changes.pairCount());
      entry.writeLong(changes.deleteCount());
      PairCursor pair = changes.cursor();
      while (pair.next()) {
        entry.writeBoolean(pair.isDelete());
        entry.write(bytesOf(pair.key()));
        entry.write(bytesOf(pair.value()));
      }
    }
    entry.write(StreamingServiceContract.bytesOf(block.data()));
    entry.write(StreamingServiceContract.bytesOf(block.metadata()));
    return bytes.toByteArray();
  }

  static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Override
  public OptionalLong lastHeight() {
    return progress.isEmpty() ? OptionalLong.empty() : OptionalLong.of(progress.lastKey());
  }

  @Override
  public byte @Nullable [] appHashAt(long height) {
    byte[] hash = progress.get(height);
    return hash == null || hash.length == 0 ? null : hash.clone();
  }

  @Override
  public void onBlock(Block block) throws Exception {
    write(block.height(), encode(block));
    record(block);
  }

  @Override
  public void close() throws Exception {
    IN_USE.remove(folder);
  }

  /** The option does nothing but have values that cannot be used. */
  void checkOptions() {
    boolean compact = context.options().getBoolean("compact", false);
    context.logger().debug("compact is {}", compact);
  }

  void createFolder() throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException(folder + " is a file: the entries need a folder");
    }
    Files.createDirectories(folder);
  }

  byte[] encode(Block block) throws IOException {
    return encoded(block);
  }

  void write(long height, byte[] entry) throws IOException {
    Files.write(entry(folder, height), entry);
  }

  byte[] read(long height) throws IOException {
    return Files.readAllBytes(entry(folder, height));
  }

  /** Whether there is an entry of a height. */
  boolean hasWritten(long height) {
    return Files.exists(entry(folder, height));
  }

  void record(Block block) throws IOException {
    progress.tailMap(block.height(), true).clear();
    progress.put(block.height(), bytesOf(block.appHash()));
    StringBuilder lines = new StringBuilder();
    progress.forEach(
        (height, hash) ->
            lines.append(height).append(' ').append(HexFormat.of().formatHex(hash)).append('\n'));
    Files.writeString(folder.resolve("progress"), lines);
  }

  void readProgress() throws IOException {
    Path file = folder.resolve("progress");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ", 2);
        progress.put(Long.parseLong(words[0]), HexFormat.of().parseHex(words[1]));
      }
    }
  }
}
