package org.abcistream.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.abcistream.api.Block;
import org.abcistream.api.Payload;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.testkit.contract.StreamingServiceContract;

class FileServiceContractTest extends StreamingServiceContract {
  @Override
  protected ServiceConstructor constructor() {
    return new FileServiceConstructor();
  }

  @Override
  protected String options() {
    return """
        write_dir = "blocks"
        output-metadata = true
        """;
  }

  @Override
  protected void assertWritten(Block block) {
    assertThat(file(block.height(), "data")).hasBinaryContent(withLength(block.data()));
    assertThat(file(block.height(), "meta")).hasBinaryContent(withLength(block.metadata()));
  }

  @Override
  protected Optional<String> unusableOptions() {
    return Optional.of("prefix = \"a/b\"");
  }

  /** A file cannot take the place of a directory, which shows when the block gets its name. */
  @Override
  protected Optional<String> unwritableOptions() throws IOException {
    Files.createDirectories(file(1, "data"));
    return Optional.of(options());
  }

  private Path file(long height, String kind) {
    return home().resolve("blocks").resolve("block-%d-%s".formatted(height, kind));
  }

  private static byte[] withLength(Payload payload) {
    byte[] bytes = bytesOf(payload);
    return ByteBuffer.allocate(Long.BYTES + bytes.length).putLong(bytes.length).put(bytes).array();
  }
}
