package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code schema}. */
class SchemaTest {
  @TempDir private Path directory;

  @Test
  void theDescriptorSetHasEachFileBehindThoseThatItImports() throws IOException {
    Run run = Run.of("schema", "--descriptor-set");
    FileDescriptorSet set = FileDescriptorSet.parseFrom(run.bytes());
    assertThat(set.getFileList())
        .extracting(FileDescriptorProto::getName)
        .containsExactly(
            "google/protobuf/timestamp.proto",
            "tendermint/crypto/public_key.proto",
            "google/protobuf/duration.proto",
            "tendermint/types/consensus_params.proto",
            "tendermint/version/consensus_version.proto",
            "tendermint/types/header.proto",
            "tendermint/abci/abci.proto",
            "cosmos/base/store/v1beta1/listening.proto");
  }

  @Test
  void theProtoFileIsPrinted() {
    Run run = Run.of("schema", "--proto");
    assertThat(run.lines()).first().isEqualTo("edition = \"2023\";");
    assertThat(run.out()).contains("message StoreKVPair {", "message BlockMetadata {");
  }

  @Test
  void allProtoFilesAreWrittenBelowAFolder() {
    Run run = Run.of("schema", "--proto", "--out", directory);
    assertThat(run).isEqualTo(Run.good(""));
    assertThat(directory.resolve("cosmos/base/store/v1beta1/listening.proto")).isRegularFile();
    assertThat(directory.resolve("tendermint/abci/abci.proto")).isRegularFile();
    assertThat(directory.resolve("google")).doesNotExist();
  }

  @Test
  void oneFormIsAskedFor() {
    assertThat(Run.of("schema").exitCode()).isEqualTo(2);
    assertThat(Run.of("schema", "--descriptor-set", "--out", directory).exitCode()).isEqualTo(2);
  }
}
