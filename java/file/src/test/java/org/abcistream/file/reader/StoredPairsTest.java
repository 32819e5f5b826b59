package org.abcistream.file.reader;

import static org.abcistream.file.reader.BlockDirectory.delete;
import static org.abcistream.file.reader.BlockDirectory.delimited;
import static org.abcistream.file.reader.BlockDirectory.rest;
import static org.abcistream.file.reader.BlockDirectory.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPairsTest {
  private static final StoreKVPair PAIR = set("b", "k", "v");

  @TempDir private Path directory;

  @Test
  void pairsComeInTheirOrderWithWhatTheyHave() throws IOException {
    StoreKVPair[] pairs = {
      set("bank", "a", "1"), delete("bank", "b"), set("bank", "c", ""), set("staking", "a", "2")
    };
    try (StoredBlock block = blockOf(delimited(pairs))) {
      assertThat(rest(block.pairs())).containsExactly(pairs);
      assertThat(block.dataSize()).isEqualTo(delimited(pairs).length);
    }
  }

  @Test
  void aWalkThatIsBegunAgainBeginsAtTheFirstPair() throws IOException {
    try (StoredBlock block = blockOf(delimited(PAIR, PAIR))) {
      assertThat(block.pairs().advance()).isTrue();
      assertThat(rest(block.pairs())).hasSize(2);
    }
  }

  @Test
  void anEmptyBlockHasNoPair() throws IOException {
    try (StoredBlock block = blockOf(new byte[0])) {
      assertThat(block.pairs().advance()).isFalse();
    }
  }

  @Test
  void keysAndValuesAreReadOnlyAndDirect() throws IOException {
    try (StoredBlock block = blockOf(delimited(PAIR))) {
      StoredPairs pairs = block.pairs();
      assertThat(pairs.advance()).isTrue();
      for (ByteBuffer view : new ByteBuffer[] {pairs.key(), pairs.value()}) {
        assertThat(view.isReadOnly()).isTrue();
        assertThat(view.isDirect()).isTrue();
        assertThat(view.position()).isZero();
        assertThat(view.remaining()).isEqualTo(1);
      }
    }
  }

  @Test
  void aPairThatIsAsItIsWrittenIsCanonical() throws IOException {
    try (StoredBlock block = blockOf(delimited(PAIR))) {
      StoredPairs pairs = block.pairs();
      assertThat(pairs.advance()).isTrue();
      assertThat(pairs.isCanonical()).isTrue();
      assertThat(pairs.offset()).isEqualTo(8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fields in another order,          09 220176 1a016b 0a0162",
    "a field twice of which the last counts, 0c 0a0161 0a0162 1a016b 220176",
    "a field that is not known,        0c 0a0162 1a016b 220176 2a0178",
    "a number that is not known,       0b 0a0162 1a016b 220176 3007",
    "an unknown number of 4 bytes,     0e 0a0162 1a016b 220176 3d00000000",
    "an unknown number of 8 bytes,     12 0a0162 1a016b 220176 390000000000000000",
    "an unknown group,                 11 0a0162 1a016b 220176 2b 2b2c 30052a00 2c",
    "a known field of another type,    0d 0a0162 1a016b 220176 2002 1800",
    "a longer number than needed,      0a 0a810062 1a016b 220176",
    "a longer tag than needed,         0a 8a000162 1a016b 220176",
    "a length that is longer than needed, 8900 0a0162 1a016b 220176",
    "a delete that says no,            0b 0a0162 1000 1a016b 220176",
  })
  void anyValidEncodingIsRead(String what, String hex) throws IOException {
    try (StoredBlock block = blockOf(bytes(hex))) {
      StoredPairs pairs = block.pairs();
      assertThat(pairs.advance()).as(what).isTrue();
      assertThat(BlockDirectory.message(pairs)).as(what).isEqualTo(PAIR);
      assertThat(pairs.isCanonical()).as(what).isFalse();
      assertThat(pairs.advance()).as(what).isFalse();
    }
  }

  @Test
  void anyNumberButZeroIsADelete() throws IOException {
    try (StoredBlock block = blockOf(bytes("0c 0a0162 108080808010 1a016b"))) {
      assertThat(rest(block.pairs())).containsExactly(delete("b", "k"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "05",
        "ff",
        "ffffffffffffffffff01",
        "80808080808080808001",
        "ffffffffffffffffffffff",
        "03 0a0562",
        "06 1a016b220176",
        "04 0a016207",
        "05 0a01620200",
        "04 0a01622c",
        "05 0a01622b34",
        "04 0a01622b",
        "05 0a01623080",
        "0e 0a016230ffffffffffffffffff02",
        "06 0a0162390000",
        "0d 0a0162 2affffffffffffffff7f",
      })
  void whatIsNoPairIsSaidWithItsPlace(String hex) throws IOException {
    try (StoredBlock block = blockOf(bytes(hex))) {
      StoredPairs pairs = block.pairs();
      assertThatThrownBy(pairs::advance)
          .isInstanceOfSatisfying(
              BlockFileException.class,
              e -> assertThat(e.kind()).isEqualTo(FindingKind.INVALID_ENCODING))
          .hasMessageStartingWith(directory.resolve("block-1-data") + ", byte ")
          .hasMessageEndingWith(": stream the block again");
    }
  }

  @Test
  void aPairMayBeLargerThanTheWindow() throws IOException {
    String large = "x".repeat(700_000);
    StoreKVPair[] pairs = {
      set("a", "k", "before"), set("a", "l", large), set("b", large, large), set("c", "k", "behind")
    };
    try (StoredBlock block = blockOf(delimited(pairs))) {
      assertThat(rest(block.pairs())).containsExactly(pairs);
      assertThat(rest(block.pairs())).containsExactly(pairs);
    }
  }

  @Test
  void theWindowMovesOverAnyEdge() throws IOException {
    // Sizes of 1 to 3 bytes of length, at all places in the window.
    StoreKVPair[] pairs = new StoreKVPair[1500];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = set("store " + i / 100, "key " + i, "v".repeat(i * 7919 % 20_011));
    }
    try (StoredBlock block = blockOf(delimited(pairs))) {
      assertThat(block.dataSize()).isGreaterThan(10 << 20);
      assertThat(rest(block.pairs())).containsExactly(pairs);
    }
  }

  @Test
  void aNameMayBeLongAndOfAnyLetters() throws IOException {
    StoreKVPair pair = set("magasin-à-clés-" + "x".repeat(200), "k", "v");
    try (StoredBlock block = blockOf(delimited(pair))) {
      StoredPairs pairs = block.pairs();
      assertThat(pairs.advance()).isTrue();
      assertThat(BlockDirectory.message(pairs)).isEqualTo(pair);
      assertThat(pairs.isCanonical()).isTrue();
    }
  }

  @Test
  void aNameThatIsNoTextIsReadButNotCanonical() throws IOException {
    try (StoredBlock block = blockOf(bytes("07 0a02c328 1a016b"))) {
      StoredPairs pairs = block.pairs();
      assertThat(pairs.advance()).isTrue();
      assertThat(pairs.storeKey().name()).isEqualTo("\uFFFD(");
      assertThat(pairs.isCanonical()).isFalse();
    }
  }

  @Test
  void aWalkEndsWithItsBlock() throws IOException {
    StoredBlock block = blockOf(delimited(PAIR, PAIR));
    StoredPairs pairs = block.pairs();
    assertThat(pairs.advance()).isTrue();
    block.close();

    assertThatThrownBy(pairs::advance)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the block is closed, or its reader has read on: copy what is needed longer");
  }

  private StoredBlock blockOf(byte[] payload) throws IOException {
    BlockDirectory files = new BlockDirectory(directory);
    files.write("block-1-data", payload);
    return files.open().read(1);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
