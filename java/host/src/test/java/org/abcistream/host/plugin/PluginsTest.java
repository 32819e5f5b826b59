package org.abcistream.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.abcistream.api.OptionException;
import org.abcistream.host.config.EnvironmentOverrides;
import org.abcistream.host.config.TomlOptions;
import org.abcistream.host.log.LogBinding;
import org.abcistream.host.log.StreamLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  private static final ClassLoader TESTS = PluginsTest.class.getClassLoader();

  @TempDir private Path home;
  private final List<String> logged = new ArrayList<>();
  private final LogBinding log = StreamLog.bind((level, logger, message) -> logged.add(message));

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(home.resolve("plugins"));
  }

  @AfterEach
  void unbind() {
    log.close();
    StreamLog.unbind();
  }

  private static TomlOptions config(String pluginPath) {
    return TomlOptions.parse(
        "[abcistream.jvm]\nplugin-path = '" + pluginPath + "'",
        "app.toml",
        EnvironmentOverrides.NONE);
  }

  private Plugins open(String pluginPath) {
    return Plugins.open(config(pluginPath), home, TESTS);
  }

  private static List<String> types(Plugins plugins) {
    return plugins.constructors().stream().map(found -> found.type().toString()).toList();
  }

  private void addPlugin(String folder, String type) throws IOException {
    new CompiledSources()
        .withConstructor("own.Own", "\"" + type + "\"")
        .jarTo(home.resolve(folder).resolve("own.jar"));
  }

  @Test
  void withoutTheOptionThereIsNone() {
    TomlOptions nothing = TomlOptions.parse("", "app.toml", EnvironmentOverrides.NONE);
    try (Plugins plugins = Plugins.open(nothing, home, TESTS)) {
      assertThat(plugins.constructors()).isEmpty();
    }
    assertThat(logged).isEmpty();
  }

  @Test
  void everySubFolderOfEveryFolderIsAPlugin() throws IOException {
    addPlugin("plugins/b", "b");
    addPlugin("plugins/a", "a");
    addPlugin("more/c", "c");

    try (Plugins plugins = open("plugins:" + home.resolve("more") + ":")) {
      assertThat(types(plugins)).containsExactly("a", "b", "c");
    }
    assertThat(logged)
        .containsExactly(
            "plug-in " + home.resolve("plugins/a") + " makes services of type a",
            "plug-in " + home.resolve("plugins/b") + " makes services of type b",
            "plug-in " + home.resolve("more/c") + " makes services of type c");
  }

  @Test
  void foldersThatBeginWithADotAreLeftOut() throws IOException {
    addPlugin("plugins/.old", "old");

    try (Plugins plugins = open("plugins")) {
      assertThat(plugins.constructors()).isEmpty();
    }
    assertThat(logged).isEmpty();
  }

  @Test
  void aVariableOfTheEnvironmentOverridesTheOption() throws IOException {
    addPlugin("plugins/a", "a");
    EnvironmentOverrides environment =
        new EnvironmentOverrides(
            "SIMD", name -> name.equals("SIMD_ABCISTREAM_JVM_PLUGIN_PATH") ? "plugins" : null);
    TomlOptions nothing = TomlOptions.parse("", "app.toml", environment);

    try (Plugins plugins = Plugins.open(nothing, home, TESTS)) {
      assertThat(types(plugins)).containsExactly("a");
    }
  }

  @Test
  void aFolderThatDoesNotExistIsAnError() {
    assertThatThrownBy(() -> open("plugins:plug-ins"))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "abcistream.jvm.plugin-path is \"plugins:plug-ins\": %s does not exist; name a folder that has a sub-folder for each plug-in",
            home.resolve("plug-ins"));
  }

  @Test
  void aFileInPlaceOfAFolderIsAnError() throws IOException {
    Files.writeString(home.resolve("counter.jar"), "");

    assertThatThrownBy(() -> open("counter.jar"))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "abcistream.jvm.plugin-path is \"counter.jar\": %s is no folder; name a folder that has a sub-folder for each plug-in",
            home.resolve("counter.jar"));
  }

  @Test
  void aJarThatLiesBesideThePluginsIsWarnedOf() throws IOException {
    Files.writeString(home.resolve("plugins/counter.jar"), "");

    open("plugins").close();

    assertThat(logged)
        .containsExactly(
            "%s is not loaded: a plug-in is a folder with jars; make one for it in %s"
                .formatted(home.resolve("plugins/counter.jar"), home.resolve("plugins")));
  }

  @Test
  void aFolderWithoutJarsIsWarnedOf() throws IOException {
    Files.createDirectory(home.resolve("plugins/counter"));

    try (Plugins plugins = open("plugins")) {
      assertThat(plugins.constructors()).isEmpty();
    }
    assertThat(logged)
        .containsExactly(
            "plug-in %s has neither jars nor a folder classes: put its jar there"
                .formatted(home.resolve("plugins/counter")));
  }

  @Test
  void aPluginThatNamesNoConstructorIsWarnedOf() throws IOException {
    new CompiledSources()
        .with("own.Library", "final class Library {}")
        .jarTo(home.resolve("plugins/counter/own.jar"));

    try (Plugins plugins = open("plugins")) {
      assertThat(plugins.constructors()).isEmpty();
    }
    assertThat(logged)
        .containsExactly(
            ("plug-in %s makes no services: it must name its constructor in"
                    + " META-INF/services/org.abcistream.api.ServiceConstructor")
                .formatted(home.resolve("plugins/counter")));
  }

  @Test
  void jarsAreOpenUntilThePluginsAreClosed() throws IOException {
    addPlugin("plugins/a", "a");
    Path jar = home.resolve("plugins/a/own.jar");

    Plugins plugins = open("plugins");
    plugins.constructors();
    assertThat(openFiles()).contains(jar);
    plugins.close();
    assertThat(openFiles()).doesNotContain(jar);
  }

  private static List<Path> openFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String descriptor : new File("/proc/self/fd").list()) {
      try {
        files.add(Files.readSymbolicLink(Path.of("/proc/self/fd", descriptor)));
      } catch (NoSuchFileException e) {
        // It was closed meanwhile, as the one through which the folder was listed always is.
      }
    }
    return files;
  }
}
