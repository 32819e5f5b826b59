package org.abcistream.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.abcistream.api.AppOptions;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.StoreKey;

/** The context of a service that streams two stores. */
record SampleContext(Path home, String name, Map<String, Object> values, RecordingLogger logger)
    implements ServiceContext {
  SampleContext(Path home) {
    this(home, "file", Map.of(), new RecordingLogger());
  }

  /** The same with one option more. */
  SampleContext with(String key, Object value) {
    Map<String, Object> more = new TreeMap<>(values);
    more.put(key, value);
    return new SampleContext(home, name, more, logger);
  }

  /** The same for another instance, with a log of its own. */
  SampleContext named(String other) {
    return new SampleContext(home, other, values, new RecordingLogger());
  }

  FileStreamingService start() throws IOException {
    return FileStreamingService.newFileStreamingService(this);
  }

  @Override
  public AppOptions options() {
    return new SectionOptions("streamers." + name, values);
  }

  @Override
  public List<StoreKey> storeKeys() {
    return List.of(new StoreKey("bank"), new StoreKey("staking"));
  }

  @Override
  public String chainId() {
    return "chain-1";
  }
}
