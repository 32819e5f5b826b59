package org.abcistream.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
  @Test
  void fieldsStandInTheirOrder() {
    JsonObject json =
        new JsonObject()
            .put("height", 7)
            .put("delete", false)
            .put("key", "0a")
            .putTexts("stores", List.of("a", "b"))
            .putJson("decoded", "{}");
    assertThat(json)
        .hasToString(
            "{\"height\":7,\"delete\":false,\"key\":\"0a\",\"stores\":[\"a\",\"b\"],\"decoded\":{}}");
    assertThat(new JsonObject()).hasToString("{}");
  }

  @Test
  void whatJsonCannotHaveIsEscaped() {
    assertThat(new JsonObject().put("a", "\"\\\n\r\t\0é"))
        .hasToString("{\"a\":\"\\\"\\\\\\n\\r\\t\\u0000é\"}");
  }

  @Test
  void bytesAreWrittenAsHexOrBase64() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {9, 0, (byte) 0xab, (byte) 0xff}, 1, 3).slice();
    assertThat(BinaryFormat.HEX.encode(bytes)).isEqualTo("00abff");
    assertThat(BinaryFormat.BASE64.encode(bytes)).isEqualTo("AKv/");
    assertThat(bytes.remaining()).isEqualTo(3);
  }
}
