package org.abcistream.file.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.jspecify.annotations.Nullable;

/**
 * Whatever bytes a file has, they are read or refused: within bounds, soon, and with no more memory
 * than there are bytes. What is read is what protobuf itself reads. The first byte of an input says
 * what the others are: a data file, the payload of one, or the payload of a meta file.
 *
 * <p>{@link BlockFileFuzzTest} tries the inputs of the corpus, and Jazzer looks for others.
 */
final class BlockFileFuzz {
  private static final int KINDS = 3;

  private static @Nullable BlockFileFuzz started;

  private final BlockDirectory directory;

  BlockFileFuzz(Path path) {
    directory = new BlockDirectory(path);
  }

  /** What Jazzer calls, by this name. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (started == null) {
      Path path = Files.createTempDirectory("block-file-fuzz");
      path.toFile().deleteOnExit();
      started = new BlockFileFuzz(path);
    }
    started.accept(input);
  }

  /** Tries one input; fails with an error where something is wrong. */
  void accept(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    try {
      switch (input[0] % KINDS) {
        case 0 -> tryDataFile(rest);
        case 1 -> tryPairs(rest);
        default -> tryMetadata(rest);
      }
    } finally {
      Files.deleteIfExists(directory.path().resolve("block-1-data"));
      Files.deleteIfExists(directory.path().resolve("block-1-meta"));
    }
  }

  private void tryDataFile(byte[] content) throws IOException {
    Files.write(directory.path().resolve("block-1-data"), content);
    check(Strictness.CANONICAL);
    check(Strictness.LENIENT);
  }

  private void tryPairs(byte[] payload) throws IOException {
    directory.write("block-1-data", payload);
    List<FindingKind> found = check(Strictness.LENIENT);
    try (StoredBlock block = directory.open().read(1)) {
      List<StoreKVPair> read = BlockDirectory.rest(block.pairs());
      assertThat(found).doesNotContain(FindingKind.INVALID_ENCODING);
      assertThat(read).isEqualTo(parsed(payload));
      if (!check(Strictness.CANONICAL).contains(FindingKind.NOT_CANONICAL)) {
        assertThat(BlockDirectory.delimited(read.toArray(StoreKVPair[]::new))).isEqualTo(payload);
      }
    } catch (BlockFileException e) {
      assertThat(found).contains(e.kind());
    }
  }

  private void tryMetadata(byte[] payload) throws IOException {
    directory.write("block-1-data", new byte[0]);
    directory.write("block-1-meta", payload);
    List<FindingKind> found = check(Strictness.CANONICAL);
    if (!found.contains(FindingKind.INVALID_ENCODING)) {
      MessageLite metadata = BlockMetadata.parseFrom(payload);
      if (!found.contains(FindingKind.NOT_CANONICAL)) {
        assertThat(metadata.toByteArray()).isEqualTo(payload);
      }
    }
  }

  private List<FindingKind> check(Strictness strictness) throws IOException {
    try (BlockFileCheck check = BlockFileCheck.of(directory.open(), strictness)) {
      return check.check(1).stream().map(Finding::kind).toList();
    }
  }

  /** What protobuf reads, without the fields that it does not know. */
  private static List<StoreKVPair> parsed(byte[] payload) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(payload);
    List<StoreKVPair> all = new ArrayList<>();
    while (in.available() > 0) {
      StoreKVPair pair = StoreKVPair.parseDelimitedFrom(in);
      all.add(
          StoreKVPair.newBuilder()
              .setStoreKey(pair.getStoreKey())
              .setDelete(pair.getDelete())
              .setKey(pair.getKey())
              .setValue(pair.getValue())
              .build());
    }
    return all;
  }
}
