package org.abcistream.host;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.abcistream.host.mapping.HostLibrary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

class AbiVersionTest {
  @Test
  void aLibraryOfAnotherVersionIsRefusedWithBothVersionsAndThePlaceOfTheHost() {
    Loader.load(HostLibrary.class);
    try (BytePointer table = new BytePointer(1024)) {
      table.putLong(999);

      assertThatThrownBy(() -> Host.open(table.address(), table.address()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching(
              "the native library has ABI version 999 and /.+/host/target/classes/ has 1: install"
                  + " both of one version of abcistream");
    }
  }
}
