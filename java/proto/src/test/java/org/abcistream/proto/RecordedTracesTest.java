package org.abcistream.proto;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The field numbers, held against what real nodes of both generations have written. */
class RecordedTracesTest {
  @ParameterizedTest
  @ValueSource(strings = {"small", "sim", "v053-small"})
  void everyMessageIsKnownInFullAndComesOutAsItWentIn(String trace) throws IOException {
    for (RecordedBlock block : RecordedTrace.blocks(trace)) {
      for (RecordedBlock.Recorded message : block.messages()) {
        assertReproduced(message.parsed(), message.bytes());
      }
      assertReproduced(BlockMetadata.parseFrom(block.metadata()), block.metadata());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "sim", "v053-small"})
  void theFilesOfTheReferenceAreReproduced(String trace) throws Exception {
    Map<String, String> digests = new TreeMap<>();
    for (RecordedBlock block : RecordedTrace.blocks(trace)) {
      ByteString metadata = BlockMetadata.parseFrom(block.metadata()).toByteString();
      digests.put("block-%d-meta".formatted(block.height()), digestOfFile(metadata));
      digests.put("block-%d-data".formatted(block.height()), digestOfFile(block.data()));
    }
    assertThat(digests).isEqualTo(expectedDigests(RecordedTrace.folder(trace)));
  }

  private static void assertReproduced(Message message, ByteString bytes) {
    Set<String> unknown = new TreeSet<>();
    collectUnknown(message, unknown);
    assertThat(unknown).isEmpty();
    assertThat(message.toByteString()).isEqualTo(bytes);
  }

  private static void collectUnknown(Message message, Set<String> unknown) {
    for (int number : message.getUnknownFields().asMap().keySet()) {
      unknown.add(message.getDescriptorForType().getFullName() + " " + number);
    }
    for (Object value : message.getAllFields().values()) {
      for (Object element : value instanceof Collection<?> all ? all : List.of(value)) {
        if (element instanceof Message nested) {
          collectUnknown(nested, unknown);
        }
      }
    }
  }

  private static String digestOfFile(ByteString payload) throws Exception {
    byte[] length = ByteBuffer.allocate(Long.BYTES).putLong(payload.size()).array();
    return digest(ByteString.copyFrom(length).concat(payload).toByteArray());
  }

  private static String digest(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  private static Map<String, String> expectedDigests(Path folder) throws Exception {
    Path list = folder.resolve("expected.sha256");
    if (Files.exists(list)) {
      return Files.readAllLines(list).stream()
          .map(line -> line.split(" +"))
          .collect(toMap(columns -> columns[1], columns -> columns[0]));
    }
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("expected"))) {
      for (Path file : files.toList()) {
        digests.put(file.getFileName().toString(), digest(Files.readAllBytes(file)));
      }
    }
    return digests;
  }
}
