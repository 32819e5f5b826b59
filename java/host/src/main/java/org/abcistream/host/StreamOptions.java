package org.abcistream.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.abcistream.api.StoreKey;
import org.abcistream.host.config.JvmSettings;
import org.abcistream.host.mapping.HostLibrary.HostStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * What the node gave to {@code abcistream_open}: a copy, since the library keeps it only until the
 * stream is open.
 *
 * @param name labels threads and log records
 * @param home absolute
 * @param chainId empty when the node has not said it
 * @param config the text of app.toml
 * @param configName what messages call it
 * @param envPrefix null when no environment variable overrides the config
 * @param nodeHeight the last height that the node has committed; 0 = none
 * @param stores all stores of the node, in ascending order
 * @param jvmSettings what the native side has read of the config
 */
record StreamOptions(
    String name,
    Path home,
    String chainId,
    String config,
    String configName,
    @Nullable String envPrefix,
    long nodeHeight,
    List<StoreKey> stores,
    JvmSettings jvmSettings) {

  static StreamOptions read(HostStream stream) {
    List<String> stores = strings(stream.stores(), stream.store_count());
    return new StreamOptions(
        required(stream.name()),
        Path.of(required(stream.home())).toAbsolutePath().normalize(),
        stream.chain_id() == null ? "" : required(stream.chain_id()),
        required(stream.config()),
        required(stream.config_name()),
        string(stream.env_prefix()),
        stream.node_height(),
        stores.stream().map(StoreKey::new).toList(),
        new JvmSettings(
            string(stream.jvm_home()),
            string(stream.jvm_class_path()),
            stream.jvm_option_count() < 0
                ? null
                : strings(stream.jvm_options(), stream.jvm_option_count())));
  }

  private static String required(@Nullable BytePointer text) {
    String string = string(text);
    if (string == null) {
      throw new IllegalStateException("the library has left out a text that it must give");
    }
    return string;
  }

  private static @Nullable String string(@Nullable BytePointer text) {
    return text == null || text.isNull() ? null : text.getString(StandardCharsets.UTF_8);
  }

  private static List<String> strings(PointerPointer<BytePointer> array, long count) {
    List<String> strings = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      strings.add(required(array.get(BytePointer.class, i)));
    }
    return List.copyOf(strings);
  }
}
