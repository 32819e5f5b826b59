package org.abcistream.file.reader;

import static org.abcistream.file.reader.BlockDirectory.delimited;
import static org.abcistream.file.reader.BlockDirectory.metadataOf;
import static org.abcistream.file.reader.BlockDirectory.set;
import static org.abcistream.file.reader.Strictness.CANONICAL;
import static org.abcistream.file.reader.Strictness.LENIENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.abcistream.proto.tendermint.abci.Event;
import org.abcistream.proto.tendermint.abci.RequestBeginBlock;
import org.abcistream.proto.tendermint.abci.RequestDeliverTx;
import org.abcistream.proto.tendermint.abci.RequestFinalizeBlock;
import org.abcistream.proto.tendermint.abci.ResponseBeginBlock;
import org.abcistream.proto.tendermint.abci.ResponseCommit;
import org.abcistream.proto.tendermint.abci.ResponseDeliverTx;
import org.abcistream.proto.tendermint.abci.ResponseEndBlock;
import org.abcistream.proto.tendermint.abci.ResponseFinalizeBlock;
import org.abcistream.proto.tendermint.types.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockFileCheckTest {
  @TempDir private Path path;

  private BlockDirectory directory = new BlockDirectory(Path.of("/"));

  @BeforeEach
  void nameTheDirectory() {
    directory = new BlockDirectory(path);
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() throws IOException {
    directory.writeBlock(1);
    directory.writeBlock(2);

    assertThat(directory.checkListing()).isEmpty();
    assertThat(directory.check(1, CANONICAL)).isEmpty();
    assertThat(directory.check(2, CANONICAL)).isEmpty();
  }

  @Test
  void aTruncationAtAnyByteIsFound() throws IOException {
    directory.writeBlock(1);
    for (String name : List.of("block-1-data", "block-1-meta")) {
      byte[] whole = Files.readAllBytes(path.resolve(name));
      for (int size = 0; size < whole.length; size++) {
        Files.write(path.resolve(name), Arrays.copyOf(whole, size));
        String kind = size == 0 ? "EMPTY_FILE" : "TRUNCATED";
        assertThat(directory.check(1, LENIENT))
            .containsExactly("%s %s@%d".formatted(kind, name, size));
      }
      Files.write(path.resolve(name), whole);
    }
  }

  @Test
  void trailingBytesAreFound() throws IOException {
    directory.writeBlock(1);
    Path file = path.resolve("block-1-data");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));

    assertThat(directory.check(1, LENIENT))
        .containsExactly("TRAILING_BYTES block-1-data@" + whole.length);
  }

  @Test
  void aLengthOf2To63BytesIsATruncation() throws IOException {
    directory.writeBlock(1);
    Files.write(
        path.resolve("block-1-data"),
        ByteBuffer.allocate(9).putLong(Long.MIN_VALUE).put((byte) 0).array());

    try (BlockFileCheck check = BlockFileCheck.of(directory.open(), CANONICAL)) {
      assertThat(check.check(1))
          .extracting(Finding::toString)
          .containsExactly(
              path.resolve("block-1-data")
                  + ", byte 9: TRUNCATED: the length says 9223372036854775808 bytes, 1 follow it:"
                  + " stream the block again");
    }
  }

  @Test
  void aPairOf2To63BytesIsNoPair() throws IOException {
    directory.write("block-1-data", HexFormat.of().parseHex("80808080808080808001"));

    assertThat(directory.check(1, LENIENT)).containsExactly("INVALID_ENCODING block-1-data@8");
  }

  @Test
  void aFlippedBitInAnyTagOrLengthOfDataIsFound() throws IOException {
    StoreKVPair large = set("bank", "l", "x".repeat(300));
    StoreKVPair[] pairs = {
      set("bank", "k", "value"), BlockDirectory.delete("bank", "kk"), large, set("gov", "key", "")
    };
    Path file = directory.writeData(1, pairs);
    byte[] whole = Files.readAllBytes(file);
    IntStream.range(0, 8).forEach(at -> assertEachFlipIsFound(file, whole, at));
    int begin = 8;
    for (StoreKVPair pair : pairs) {
      byte[] encoded = delimited(pair);
      int size = encoded.length - pair.getSerializedSize();
      for (int at : placesOfTagsAndLengths(encoded, size)) {
        assertEachFlipIsFound(file, whole, begin + at);
      }
      begin += encoded.length;
    }
  }

  @Test
  void aFlippedBitInAnyOuterTagOrLengthOfMetadataIsFound() throws IOException {
    for (BlockMetadata metadata : List.of(firstGeneration(), secondGeneration())) {
      directory.writeData(1);
      Path file = directory.writeMeta(1, metadata);
      byte[] whole = Files.readAllBytes(file);
      assertThat(directory.check(1, CANONICAL)).isEmpty();
      IntStream.range(0, 8).forEach(at -> assertEachFlipIsFound(file, whole, at));
      int at = 8;
      while (at < whole.length) {
        assertEachFlipIsFound(file, whole, at);
        assertEachFlipIsFound(file, whole, at + 1);
        at += 2 + whole[at + 1];
      }
    }
  }

  @Test
  void aMissingHeightIsFound() throws IOException {
    for (long height : new long[] {1, 2, 4, 8}) {
      directory.writeBlock(height);
    }

    assertThat(directory.checkListing())
        .containsExactly("MISSING_HEIGHT block-3-data@0", "MISSING_HEIGHT block-5-data@0");
  }

  @Test
  void whatTheServiceHasRecordedIsToldFromALoss() throws IOException {
    for (long height : new long[] {1, 2, 9, 12}) {
      directory.writeBlock(height);
    }
    Files.writeString(
        path.resolve(".block.holes"),
        """
        2-2 2026-01-01T00:00:00Z was tried again
        4-5 2026-01-01T00:00:00Z the disk was full
        7-7 2026-01-01T00:00:00Z it was late
        9-11 2026-01-01T00:00:00Z it was late
        12-1""");

    assertThat(directory.checkListing())
        .containsExactly(
            "MISSING_HEIGHT block-3-data@0",
            "RECORDED_HOLE block-4-data@0",
            "MISSING_HEIGHT block-6-data@0",
            "RECORDED_HOLE block-7-data@0",
            "MISSING_HEIGHT block-8-data@0",
            "RECORDED_HOLE block-10-data@0");
    assertThat(FindingKind.RECORDED_HOLE.isHarmless()).isTrue();
    assertThat(FindingKind.MISSING_HEIGHT.isHarmless()).isFalse();
  }

  @Test
  void eitherFileThatIsMissingIsFound() throws IOException {
    directory.writeBlock(1);
    directory.writeData(2);
    directory.writeMeta(3, metadataOf(3));

    assertThat(directory.checkListing()).containsExactly("MISSING_METADATA block-2-meta@0");
    assertThat(directory.check(3, CANONICAL)).containsExactly("MISSING_DATA block-3-data@0");
  }

  @Test
  void dataAloneIsNoFaultWhereMetadataIsOff() throws IOException {
    directory.writeData(1);

    assertThat(directory.checkListing()).isEmpty();
    assertThat(directory.check(1, CANONICAL)).isEmpty();
  }

  @Test
  void wrongNamesAndLeftoversAreFound() throws IOException {
    directory.writeBlock(1);
    Files.createFile(path.resolve("block-01-data"));
    assertThat(directory.checkListing()).containsExactly("WRONG_NAME block-01-data@0");

    Files.move(path.resolve("block-01-data"), path.resolve(".block.tmp-data"));
    assertThat(directory.checkListing()).containsExactly("LEFTOVER .block.tmp-data@0");
  }

  @Test
  void aKeyThatIsThereTwiceIsFound() throws IOException {
    directory.writeData(1, set("a", "k", "1"), set("a", "k", "2"), set("b", "k", "3"));

    assertThat(directory.check(1, CANONICAL)).containsExactly("KEY_TWICE block-1-data@18");
    assertThat(directory.check(1, LENIENT)).containsExactly("KEY_TWICE block-1-data@18");
  }

  @Test
  void aKeyThatIsThereTwiceIsFoundAlsoBetweenOthers() throws IOException {
    directory.writeData(
        1, set("b", "m", "1"), set("b", "k", "2"), set("a", "m", "3"), set("b", "m", "4"));

    assertThat(directory.check(1, LENIENT)).containsExactly("KEY_TWICE block-1-data@38");
    assertThat(directory.check(1, CANONICAL))
        .containsExactly(
            "UNSORTED_KEYS block-1-data@18",
            "UNSORTED_STORES block-1-data@28",
            "KEY_TWICE block-1-data@38");
  }

  @Test
  void unsortedKeysAndStoresAreFoundUnlessTheCheckIsLenient() throws IOException {
    directory.writeData(1, set("b", "12345678m", ""), set("b", "12345678k", ""), set("a", "k", ""));

    assertThat(directory.check(1, LENIENT)).isEmpty();
    assertThat(directory.check(1, CANONICAL))
        .containsExactly("UNSORTED_KEYS block-1-data@23", "UNSORTED_STORES block-1-data@38");
  }

  @Test
  void keysAreOrderedByTheirBytesWithoutSign() throws IOException {
    StoreKVPair[] pairs =
        List.of(
                "00",
                "0000000000000000",
                "000000000000000000",
                "7f",
                "7f00",
                "80",
                "ffffffffffffffff")
            .stream()
            .map(hex -> set("a", "", "").toBuilder().setKey(ByteString.fromHex(hex)).build())
            .toArray(StoreKVPair[]::new);
    directory.writeData(1, pairs);

    assertThat(directory.check(1, CANONICAL)).isEmpty();
  }

  @Test
  void ofAKindTheFirstIsShownAndTheOthersAreCounted() throws IOException {
    directory.writeData(1, set("a", "k", "1"), set("a", "k", "2"), set("a", "k", "3"));

    try (BlockFileCheck check = BlockFileCheck.of(directory.open(), CANONICAL)) {
      assertThat(check.check(1))
          .extracting(Finding::sentence)
          .containsExactly(
              "a key of store a is there a second time: a block has each key once; 1 more of this"
                  + " kind in this file");
    }
  }

  @Test
  void metadataOfAnotherHeightIsFound() throws IOException {
    directory.writeData(2);
    for (BlockMetadata metadata : List.of(firstGeneration(), secondGeneration(), metadataOf(1))) {
      directory.writeMeta(2, metadata);
      assertThat(directory.check(2, LENIENT)).containsExactly("WRONG_HEIGHT block-2-meta@8");
    }
  }

  @Test
  void metadataWithoutAHeightIsTakenAsItIs() throws IOException {
    directory.writeData(1);
    directory.writeMeta(1, BlockMetadata.getDefaultInstance());

    assertThat(directory.check(1, CANONICAL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fields in another order,            10, 2a00 2200",
    "a field twice,                      10, 2200 2200 2a00",
    "a field that is not known,          8,  4a00",
    "fields of both generations,         8,  2200 2a00 3a00 4200",
    "a request without its response,     8,  0a00",
    "an empty field that is left out,    12, 1a04 0a02 0a00",
    "a zero that is left out,            12, 1a04 1202 0800",
    "a longer number than needed,        10, 2203 088100 2a00",
    "a longer tag than needed,           8,  a20000 2a00",
    "a longer length than needed,        8,  228000 2a00",
    "a number of more than 32 bits,      12, 1a08 1206 08ffffffff7f",
    "a field of another type,            8,  2000 2a00",
  })
  void metadataThatIsNotAsItIsWrittenIsFoundUnlessTheCheckIsLenient(
      String what, int offset, String hex) throws IOException {
    directory.writeData(1);
    directory.write("block-1-meta", HexFormat.of().parseHex(hex.replace(" ", "")));

    assertThat(directory.check(1, CANONICAL))
        .as(what)
        .containsExactly("NOT_CANONICAL block-1-meta@" + offset);
    assertThat(directory.check(1, LENIENT)).as(what).isEmpty();
  }

  @Test
  void metadataWhoseInnerMessagesAreNoneIsFound() throws IOException {
    directory.writeData(1);
    directory.write("block-1-meta", HexFormat.of().parseHex("22010a"));

    assertThat(directory.check(1, LENIENT)).containsExactly("INVALID_ENCODING block-1-meta@10");
  }

  @Test
  void somethingElseThanAFileIsNotOpened() throws IOException {
    Files.createDirectory(path.resolve("block-1-data"));

    assertThat(directory.check(1, LENIENT)).containsExactly("NOT_READABLE block-1-data@0");
  }

  private void assertEachFlipIsFound(Path file, byte[] whole, int at) {
    try {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << bit);
        Files.write(file, flipped);
        assertThat(directory.check(1, CANONICAL)).as("bit %d of byte %d", bit, at).isNotEmpty();
      }
      Files.write(file, whole);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Where in a delimited pair there is something else than its contents. */
  private static List<Integer> placesOfTagsAndLengths(byte[] pair, int sizeOfLength) {
    List<Integer> places = new ArrayList<>();
    IntStream.range(0, sizeOfLength).forEach(places::add);
    int at = sizeOfLength;
    while (at < pair.length) {
      boolean isNumber = (pair[at] & 7) == 0;
      places.add(at++);
      int length = 0;
      for (int shift = 0, next = -1; next < 0; shift += 7) {
        next = pair[at];
        length |= (next & 0x7F) << shift;
        places.add(at++);
      }
      at += isNumber ? 0 : length;
    }
    return places;
  }

  private static BlockMetadata firstGeneration() {
    return BlockMetadata.newBuilder()
        .setRequestBeginBlock(
            RequestBeginBlock.newBuilder().setHeader(Header.newBuilder().setHeight(1)))
        .setResponseBeginBlock(
            ResponseBeginBlock.newBuilder().addEvents(Event.newBuilder().setType("e")))
        .addDeliverTxs(
            BlockMetadata.DeliverTx.newBuilder()
                .setRequest(RequestDeliverTx.newBuilder().setTx(ByteString.copyFromUtf8("tx")))
                .setResponse(ResponseDeliverTx.newBuilder().setGasUsed(300)))
        .setRequestEndBlock(metadataOf(1).getRequestEndBlock())
        .setResponseEndBlock(ResponseEndBlock.getDefaultInstance())
        .setResponseCommit(ResponseCommit.newBuilder().setData(ByteString.copyFromUtf8("hash")))
        .build();
  }

  private static BlockMetadata secondGeneration() {
    return BlockMetadata.newBuilder()
        .setResponseCommit(ResponseCommit.newBuilder().setRetainHeight(1))
        .setRequestFinalizeBlock(RequestFinalizeBlock.newBuilder().setHeight(1))
        .setResponseFinalizeBlock(
            ResponseFinalizeBlock.newBuilder().setAppHash(ByteString.copyFromUtf8("hash")))
        .build();
  }
}
