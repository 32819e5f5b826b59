package org.abcistream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.abcistream.host.Status;
import org.abcistream.testkit.mapping.NodeLibrary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The host's copy of the statuses, held against the C library's. */
class StatusTest {
  @ParameterizedTest
  @EnumSource
  void aNumberMeansTheSameInBothLanguages(Status status) {
    String name =
        NodeLibrary.abcistream_status_name(status.number()).getString(StandardCharsets.UTF_8);
    assertThat(name).isEqualTo(status.name());
  }
}
