package org.abcistream.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.HexFormat;
import org.abcistream.proto.tendermint.abci.CommitInfo;
import org.abcistream.proto.tendermint.abci.Event;
import org.abcistream.proto.tendermint.abci.ExecTxResult;
import org.abcistream.proto.tendermint.abci.Misbehavior;
import org.abcistream.proto.tendermint.abci.RequestFinalizeBlock;
import org.abcistream.proto.tendermint.abci.ResponseCommit;
import org.abcistream.proto.tendermint.abci.ResponseDeliverTx;
import org.abcistream.proto.tendermint.abci.ResponseFinalizeBlock;
import org.abcistream.proto.tendermint.abci.ValidatorUpdate;
import org.abcistream.proto.tendermint.crypto.PublicKey;
import org.abcistream.proto.tendermint.types.ABCIParams;
import org.abcistream.proto.tendermint.types.VersionParams;
import org.abcistream.proto.tendermint.version.Consensus;
import org.junit.jupiter.api.Test;

/** What the recorded traces do not show: the fields that none of them holds, and strange bytes. */
class MessageNumbersTest {
  @Test
  void theFieldsThatNoTraceHoldsHaveTheirNumbers() {
    assertWritten(CommitInfo.newBuilder().setRound(7), "08 07");
    assertWritten(ExecTxResult.newBuilder().setInfo("i"), "22 01 69");
    assertWritten(ResponseDeliverTx.newBuilder().setInfo("i"), "22 01 69");
    assertWritten(
        RequestFinalizeBlock.newBuilder().addMisbehavior(Misbehavior.getDefaultInstance()),
        "1a 00");
    assertWritten(
        ResponseFinalizeBlock.newBuilder().addEvents(Event.getDefaultInstance()), "0a 00");
    assertWritten(
        ResponseFinalizeBlock.newBuilder()
            .addValidatorUpdates(ValidatorUpdate.getDefaultInstance()),
        "1a 00");
    assertWritten(ResponseCommit.newBuilder().setRetainHeight(7), "18 07");
    assertWritten(PublicKey.newBuilder().setSecp256K1(ByteString.copyFromUtf8("k")), "12 01 6b");
    assertWritten(ABCIParams.newBuilder().setVoteExtensionsEnableHeight(7), "08 07");
    assertWritten(VersionParams.newBuilder().setApp(7), "08 07");
    assertWritten(Consensus.newBuilder().setApp(7), "10 07");
  }

  @Test
  void aLogThatIsNotUtf8IsReadAndComesOutAsItWentIn() throws Exception {
    ByteString bytes = bytes("1a 03 61 ff 62");

    ResponseDeliverTx response = ResponseDeliverTx.parseFrom(bytes);

    assertThat(response.getLog()).isEqualTo("a\uFFFDb");
    assertThat(response.getLogBytes()).isEqualTo(bytes("61 ff 62"));
    assertThat(response.toByteString()).isEqualTo(bytes);
  }

  @Test
  void aFieldOfALaterNodeComesOutAsItWentIn() throws Exception {
    ByteString bytes = bytes("1a 01 6b");

    assertThat(PublicKey.parseFrom(bytes).toByteString()).isEqualTo(bytes);
  }

  private static void assertWritten(Message.Builder message, String hex) {
    assertThat(message.build().toByteString()).isEqualTo(bytes(hex));
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.ofDelimiter(" ").parseHex(hex));
  }
}
