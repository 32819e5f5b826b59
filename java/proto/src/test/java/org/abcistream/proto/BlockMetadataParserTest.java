package org.abcistream.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.abcistream.api.Payload;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.abcistream.proto.tendermint.abci.RequestDeliverTx;
import org.abcistream.proto.tendermint.abci.RequestEndBlock;
import org.abcistream.proto.tendermint.abci.ResponseCommit;
import org.abcistream.proto.tendermint.abci.ResponseDeliverTx;
import org.junit.jupiter.api.Test;

class BlockMetadataParserTest {
  private static final BlockMetadata METADATA =
      BlockMetadata.newBuilder()
          .addDeliverTxs(
              BlockMetadata.DeliverTx.newBuilder()
                  .setRequest(
                      RequestDeliverTx.newBuilder().setTx(ByteString.copyFromUtf8("transaction")))
                  .setResponse(ResponseDeliverTx.newBuilder().setLog("out of gas")))
          .setRequestEndBlock(RequestEndBlock.newBuilder().setHeight(1L << 40))
          .setResponseCommit(ResponseCommit.newBuilder().setData(ByteString.copyFromUtf8("hash")))
          .build();

  private static final ByteString BYTES = METADATA.toByteString();

  @Test
  void aMessageMayBeCutAnywhere() throws IOException {
    for (int first = 0; first <= BYTES.size(); first++) {
      for (int second = first; second <= BYTES.size(); second++) {
        Payload payload = DirectPayload.of(BYTES, first, second);
        assertThat(BlockMetadataParser.parse(payload)).isEqualTo(METADATA);
      }
    }
  }

  @Test
  void aMessageMayLieInBuffersOfOneByteEach() throws IOException {
    Payload payload = DirectPayload.of(BYTES, IntStream.range(1, BYTES.size()).toArray());

    assertThat(BlockMetadataParser.parse(payload)).isEqualTo(METADATA);
  }

  @Test
  void noByteIsAMessageInWhichNoHookWasCalled() throws IOException {
    assertThat(BlockMetadataParser.parse(DirectPayload.empty()))
        .isEqualTo(BlockMetadata.getDefaultInstance());
  }

  @Test
  void whatIsReturnedOutlivesTheBlock() throws IOException {
    for (RecordedBlock block : RecordedTrace.blocks("small")) {
      ByteString bytes = block.metadata();
      DirectPayload payload = DirectPayload.of(bytes, bytes.size() / 3, bytes.size() / 2);

      BlockMetadata metadata = BlockMetadataParser.parse(payload);
      payload.poison();

      assertThat(metadata.toByteString()).isEqualTo(bytes);
    }
  }

  @Test
  void aTornMessageIsRefused() {
    Payload payload = DirectPayload.of(BYTES.substring(0, BYTES.size() - 1), 5);

    assertThatExceptionOfType(InvalidProtocolBufferException.class)
        .isThrownBy(() -> BlockMetadataParser.parse(payload));
  }

  @Test
  void anEndOfAGroupThatNeverBeganIsRefused() {
    ByteString endOfGroup1 = ByteString.copyFrom(new byte[] {0x0c});
    Payload payload = DirectPayload.of(BYTES.concat(endOfGroup1));

    assertThatExceptionOfType(InvalidProtocolBufferException.class)
        .isThrownBy(() -> BlockMetadataParser.parse(payload));
  }

  @Test
  void moreBytesThanAMessageCanHaveAreRefusedUnread() {
    Payload payload =
        new Payload() {
          @Override
          public long size() {
            return 1L << 31;
          }

          @Override
          public int bufferCount() {
            return 2;
          }

          @Override
          public ByteBuffer buffer(int index) {
            throw new AssertionError("was read");
          }
        };

    assertThatExceptionOfType(InvalidProtocolBufferException.class)
        .isThrownBy(() -> BlockMetadataParser.parse(payload))
        .withMessage(
            "2147483648 bytes are more than the 2147483647 that a protobuf message can have");
  }
}
