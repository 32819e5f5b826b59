package org.abcistream.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The native code is loaded without JavaCPP's loader, which stays for others as it was. */
class GlueTest {
  private static final String PROPERTY = "org.bytedeco.javacpp.loadLibraries";

  @AfterEach
  void leaveItUnset() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void javaCppLoadsTheLibrariesOfOthersAfterwards() {
    Glue.load();
    assertThat(Loader.isLoadLibraries()).isTrue();
    assertThat(System.getProperty(PROPERTY)).isNull();
  }

  @Test
  void whatSomebodyHasToldJavaCppHolds() {
    System.setProperty(PROPERTY, "false");
    Glue.load();
    assertThat(System.getProperty(PROPERTY)).isEqualTo("false");
  }

  @Test
  void nativeMemoryCanBeHad() {
    Glue.load();
    try (BytePointer text = new BytePointer("text", StandardCharsets.UTF_8)) {
      assertThat(text.getString(StandardCharsets.UTF_8)).isEqualTo("text");
    }
  }
}
