package org.abcistream.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.abcistream.file.layout.BlockFileKind;
import org.abcistream.file.reader.BlockFiles;
import org.abcistream.file.reader.BlockFollower;
import org.abcistream.file.reader.BlockListing;
import org.abcistream.file.reader.StoredBlock;
import org.abcistream.file.reader.StoredPairs;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Consumers that read while the service writes. */
@Timeout(300)
class FollowedServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path home;

  private final ExecutorService writer = Executors.newSingleThreadExecutor();

  @AfterEach
  void stopTheWriter() {
    writer.shutdownNow();
  }

  @Test
  void aFollowerSeesEachBlockOnceAndNoneTorn() throws Exception {
    int blocks = 10_000;
    try (BlockFollower follower = BlockFiles.open(home, "").follow(1)) {
      Future<?> written = writer.submit(streaming(blocks));
      for (long height = 1; height <= blocks; height++) {
        StoredBlock block = requireNonNull(follower.next(PATIENCE));
        assertThat(block.height()).isEqualTo(height);
        assertThat(block.metadataBytes()).contains(ByteBuffer.wrap(metadataOf(height).bytes()));
        assertIsOnlyPair(block.pairs(), height);
      }
      written.get();
      assertThat(follower.next(Duration.ZERO)).isNull();
    }
    assertThat(BlockFiles.open(home, "").progress()).hasValue(blocks);
  }

  @Test
  void aConsumerThatPollsNeverSeesATornFileUnderAFinalName() throws Exception {
    Future<?> written = writer.submit(streaming(2_000));
    BlockFiles files = BlockFiles.open(home, "");
    long looks = 0;
    while (!written.isDone()) {
      BlockListing listing = files.list();
      for (int newest = listing.count() - 1;
          newest >= 0 && newest > listing.count() - 4;
          newest--) {
        looks++;
        assertIsWhole(files, listing, newest, BlockFileKind.DATA);
        assertIsWhole(files, listing, newest, BlockFileKind.META);
      }
    }
    written.get();
    assertThat(looks).isPositive();
  }

  private Callable<Void> streaming(int blocks) {
    return () -> {
      SampleContext context = new SampleContext(home).with("output-metadata", true);
      try (FileStreamingService service = context.start()) {
        for (long height = 1; height <= blocks; height++) {
          service.onBlock(new SampleBlock(height, "hash", dataOf(height), metadataOf(height)));
        }
      }
      return null;
    };
  }

  private static void assertIsWhole(
      BlockFiles files, BlockListing listing, int index, BlockFileKind kind) throws IOException {
    if (listing.has(index, kind)) {
      byte[] file = Files.readAllBytes(files.names().block(kind, listing.height(index)));
      SamplePayload payload =
          kind == BlockFileKind.DATA
              ? dataOf(listing.height(index))
              : metadataOf(listing.height(index));
      assertThat(file).isEqualTo(payload.fileBytes());
    }
  }

  private static void assertIsOnlyPair(StoredPairs pairs, long height) throws IOException {
    assertThat(pairs.advance()).isTrue();
    assertThat(pairs.value()).isEqualTo(pair(height).getValue().asReadOnlyByteBuffer());
    assertThat(pairs.advance()).isFalse();
  }

  private static SamplePayload metadataOf(long height) {
    return SamplePayload.of("metadata of ", String.valueOf(height));
  }

  private static SamplePayload dataOf(long height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    pair(height).writeDelimitedTo(bytes);
    return SamplePayload.of(bytes.toByteArray());
  }

  private static StoreKVPair pair(long height) {
    return StoreKVPair.newBuilder()
        .setStoreKey("bank")
        .setKey(ByteString.copyFromUtf8("key"))
        .setValue(ByteString.copyFromUtf8("value ".repeat((int) (height % 100)) + height))
        .build();
  }
}
