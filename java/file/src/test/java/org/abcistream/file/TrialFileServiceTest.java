package org.abcistream.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.abcistream.api.AppOptions;
import org.abcistream.api.OptionException;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.StoreKey;
import org.abcistream.api.StreamingService;
import org.abcistream.testkit.TmpfsMount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

class TrialFileServiceTest {
  @TempDir private Path home;

  /** The context of a trial of another one's service. */
  private record Trial(SampleContext real) implements ServiceContext {
    @Override
    public String name() {
      return real.name();
    }

    @Override
    public AppOptions options() {
      return real.options();
    }

    @Override
    public List<StoreKey> storeKeys() {
      return real.storeKeys();
    }

    @Override
    public Path home() {
      return real.home();
    }

    @Override
    public String chainId() {
      return real.chainId();
    }

    @Override
    public boolean trial() {
      return true;
    }

    @Override
    public Logger logger() {
      return real.logger();
    }
  }

  private StreamingService start(SampleContext context) throws IOException {
    FileServiceConstructor constructor = new FileServiceConstructor();
    assertThat(constructor.supportsTrial()).isTrue();
    return constructor.construct(new Trial(context));
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aTrialLeavesTheRealServicesFilesAndProgressAlone() throws Exception {
    SampleContext context = new SampleContext(home);
    try (FileStreamingService real = context.start()) {
      real.onBlock(new SampleBlock(7));
      List<String> before = namesIn(home);
      StreamingService trial = start(context);
      assertThat(trial.lastHeight()).isEmpty();
      trial.onBlock(new SampleBlock(1));
      assertThat(trial.lastHeight()).hasValue(1);
      assertThat(namesIn(home)).hasSize(before.size() + 1);
      trial.close();

      assertThat(namesIn(home)).isEqualTo(before);
      assertThat(real.lastHeight()).hasValue(7);
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsNotLeftBehind() throws Exception {
    StreamingService trial = start(new SampleContext(home).with("write_dir", "not/yet"));
    trial.onBlock(new SampleBlock(1));
    trial.close();

    assertThat(namesIn(home)).isEmpty();
  }

  @Test
  void aFullFileSystemShows() throws Exception {
    Path out = Files.createDirectory(home.resolve("out"));
    try (TmpfsMount mounted = TmpfsMount.on(out, "size=96k")) {
      StreamingService trial = start(new SampleContext(home).with("write_dir", "out"));
      SampleBlock large = new SampleBlock(1).withData(SamplePayload.of(new byte[128 * 1024]));
      assertThatThrownBy(() -> trial.onBlock(large))
          .hasMessageContaining("No space left on device");
      trial.close();

      assertThat(namesIn(out)).isEmpty();
      assertThat(mounted).isNotNull();
    }
  }

  @Test
  void aDirectoryThatIsAFileIsRefused() throws IOException {
    Files.createFile(home.resolve("out"));

    assertThatThrownBy(() -> start(new SampleContext(home).with("write_dir", "out")))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith(
            "streamers.file.write_dir is \"out\": cannot create a folder in %s/out: ", home);
    assertThat(namesIn(home)).containsExactly("out");
  }
}
