package org.abcistream.file.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.abcistream.file.reader.RecordedBlocks.Recorded;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A bit that has flipped in a tag or a length of recorded metadata, of however deep a message. It
 * is found, unless what comes out is, to the byte, how another block's metadata is written: then
 * nothing but a checksum could tell. So it is where a text is followed by a field that its length
 * takes in as well, or where a message becomes a field that the block has not used.
 */
class FlippedMetadataTest {
  private byte[] metadata = {};
  private long height;
  private int flips;
  private int unseen;

  @ParameterizedTest
  @CsvSource({
    "small,      1,  6328, 62",
    "small,      20, 3328, 26",
    "v053-small, 1,  328,  2",
    "v053-small, 24, 9152, 142",
  })
  void aFlippedBitInAnyTagOrLengthIsFoundUnlessItLeavesAnotherBlocksMetadata(
      String trace, int block, int expectedFlips, int expectedUnseen) throws IOException {
    Recorded recorded = RecordedBlocks.of(RecordedBlocks.folder(trace)).get(block - 1);
    metadata = recorded.metadata().toByteArray();
    height = recorded.height();
    assertThat(isFound(metadata)).isFalse();

    flipIn(BlockMetadata.getDescriptor(), 0, metadata.length);

    assertThat(flips).isEqualTo(expectedFlips);
    assertThat(unseen).isEqualTo(expectedUnseen);
  }

  /** Flips whatever is no value in the message between two positions. */
  private void flipIn(Descriptor message, int from, int to) throws IOException {
    for (int at = from; at < to; ) {
      CodedInputStream field = CodedInputStream.newInstance(metadata, at, to - at);
      int tag = field.readTag();
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        flipEach(at, at + field.getTotalBytesRead());
        field.skipField(tag);
        at += field.getTotalBytesRead();
        continue;
      }
      int size = field.readRawVarint32();
      int begin = at + field.getTotalBytesRead();
      flipEach(at, begin);
      FieldDescriptor known = message.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (known.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        flipIn(known.getMessageType(), begin, begin + size);
      }
      at = begin + size;
    }
  }

  private void flipEach(int from, int to) throws IOException {
    for (int bit = from * Byte.SIZE; bit < to * Byte.SIZE; bit++) {
      byte[] flipped = metadata.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      flips++;
      if (!isFound(flipped)) {
        unseen++;
        assertThat(BlockMetadata.parseFrom(flipped).toByteArray())
            .as("bit %d of byte %d", bit % Byte.SIZE, bit / Byte.SIZE)
            .isEqualTo(flipped);
      }
    }
  }

  private boolean isFound(byte[] bytes) {
    AtomicBoolean found = new AtomicBoolean();
    try {
      new MetadataCheck(Strictness.CANONICAL)
          .check(
              ByteBuffer.wrap(bytes),
              0,
              bytes.length,
              height,
              (position, kind, sentence) -> found.set(true));
      return found.get();
    } catch (MalformedMessageException e) {
      return true;
    }
  }
}
