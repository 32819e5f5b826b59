package org.abcistream.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.abcistream.testkit.mapping.NodeLibrary.Bytes;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The native memory of the arguments of one call; given back when the call is over. */
final class NativeArguments implements AutoCloseable {
  private final List<Pointer> owned = new ArrayList<>();

  /** Memory of zeros for a struct. */
  BytePointer struct(Class<? extends Pointer> type) {
    BytePointer memory = new BytePointer(Loader.sizeof(type));
    Pointer.memset(memory, 0, memory.capacity());
    return own(memory);
  }

  BytePointer text(String text) {
    return own(new BytePointer(text, StandardCharsets.UTF_8));
  }

  PointerPointer<BytePointer> texts(List<String> texts) {
    BytePointer[] pointers = texts.stream().map(this::text).toArray(BytePointer[]::new);
    return own(new PointerPointer<>(pointers));
  }

  Bytes bytes(byte[] bytes) {
    Bytes view = new Bytes(struct(Bytes.class));
    if (bytes.length > 0) {
      view.data(own(new BytePointer(bytes)));
    }
    return view.size(bytes.length);
  }

  private <P extends Pointer> P own(P pointer) {
    owned.add(pointer);
    return pointer;
  }

  @Override
  public void close() {
    Collections.reverse(owned);
    owned.forEach(Pointer::close);
  }
}
