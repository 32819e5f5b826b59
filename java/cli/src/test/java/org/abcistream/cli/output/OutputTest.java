package org.abcistream.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

  @Test
  void nothingIsWrittenBeforeTheFlush() throws IOException {
    Output output = new Output(stream);
    output.line("a");
    assertThat(stream.toByteArray()).isEmpty();
    output.flush();
    assertThat(stream.toString(StandardCharsets.UTF_8)).isEqualTo("a\n");
  }

  @Test
  void textsAreUtf8AndMayBeLongerThanTheBuffer() throws IOException {
    Output output = new Output(stream);
    String text = "x".repeat(65_535) + "aé€😀z";
    output.line(text);
    output.write(ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 2));
    output.flush();
    assertThat(stream.toString(StandardCharsets.UTF_8)).isEqualTo(text + "\n\2\3");
  }

  @Test
  void aReaderThatHasGoneIsToldFromOtherFailures() {
    assertThatThrownBy(() -> new Output(failing("Broken pipe")).flush())
        .isInstanceOf(BrokenPipeException.class);
    assertThatThrownBy(() -> new Output(failing("No space left on device")).flush())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(
            "the output cannot be written: No space left on device; free space there, or let it go"
                + " elsewhere");
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }

      @Override
      public void write(byte[] bytes, int offset, int size) throws IOException {
        throw new IOException(reason);
      }
    };
  }
}
