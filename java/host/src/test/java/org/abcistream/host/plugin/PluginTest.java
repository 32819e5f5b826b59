package org.abcistream.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import org.abcistream.api.Block;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.host.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

class PluginTest {
  private static final ClassLoader TESTS = PluginTest.class.getClassLoader();
  private static final String NO_CLASS = "whoever loads this finds no class";

  @TempDir private Path temp;

  private static Plugin open(Path folder) {
    return open(folder, TESTS);
  }

  private static Plugin open(Path folder, ClassLoader host) {
    return Plugin.open(folder, new SharedClasses(host));
  }

  private static CompiledSources library(String version) {
    return new CompiledSources()
        .with(
            "lib.Library",
            "public final class Library {",
            "  @Override public String toString() { return \"" + version + "\"; }",
            "}");
  }

  private static String libraryOf(ClassLoader loader) throws ReflectiveOperationException {
    return loader.loadClass("lib.Library").getConstructor().newInstance().toString();
  }

  @Test
  void aClassThatTheClassPathHasTooIsThePluginsOwn() throws Exception {
    URL classPath = library("the host's").jarTo(temp.resolve("host/lib.jar")).toUri().toURL();
    library("the plug-in's").jarTo(temp.resolve("plugin/lib.jar"));

    try (URLClassLoader host = new URLClassLoader(new URL[] {classPath}, TESTS);
        URLClassLoader plugin = open(temp.resolve("plugin"), host).loader()) {
      assertThat(libraryOf(host)).isEqualTo("the host's");
      assertThat(libraryOf(plugin)).isEqualTo("the plug-in's");
    }
  }

  @Test
  void twoPluginsHaveTheirVersionsOfALibrarySideBySide() throws Exception {
    library("1").jarTo(temp.resolve("one/lib.jar"));
    library("2").jarTo(temp.resolve("two/lib.jar"));
    SharedClasses shared = new SharedClasses(TESTS);

    try (URLClassLoader one = Plugin.open(temp.resolve("one"), shared).loader();
        URLClassLoader two = Plugin.open(temp.resolve("two"), shared).loader()) {
      assertThat(libraryOf(one)).isEqualTo("1");
      assertThat(libraryOf(two)).isEqualTo("2");
    }
  }

  @Test
  void theApiAndSlf4jAreTheHostsAlsoWhereThePluginBringsThem() throws Exception {
    new CompiledSources()
        .withFile("org/abcistream/api/Block.class", NO_CLASS)
        .withFile("org/slf4j/Logger.class", NO_CLASS)
        .jarTo(temp.resolve("plugin/all-in-one.jar"));

    try (URLClassLoader plugin = open(temp.resolve("plugin")).loader()) {
      assertThat(plugin.loadClass(Block.class.getName())).isSameAs(Block.class);
      assertThat(plugin.loadClass(Logger.class.getName())).isSameAs(Logger.class);
    }
  }

  @Test
  void aPluginMayBringWhatTheHostLacksOfASharedPackage() throws Exception {
    new CompiledSources()
        .with("org.slf4j.bridge.Bridge", "public final class Bridge {}")
        .jarTo(temp.resolve("plugin/bridge.jar"));

    try (URLClassLoader plugin = open(temp.resolve("plugin")).loader()) {
      assertThat(plugin.loadClass("org.slf4j.bridge.Bridge").getClassLoader()).isSameAs(plugin);
    }
  }

  @Test
  void classesOfTheJdkAreTheJdks() throws Exception {
    new CompiledSources()
        .with("javax.inject.Inject", "public @interface Inject {}")
        .withFile("org/w3c/dom/Node.class", NO_CLASS)
        .withFile("javax/sql/DataSource.class", NO_CLASS)
        .jarTo(temp.resolve("plugin/old.jar"));

    try (URLClassLoader plugin = open(temp.resolve("plugin")).loader()) {
      assertThat(plugin.loadClass("org.w3c.dom.Node")).isSameAs(org.w3c.dom.Node.class);
      assertThat(plugin.loadClass("javax.sql.DataSource")).isSameAs(javax.sql.DataSource.class);
      assertThat(plugin.loadClass("javax.inject.Inject").getClassLoader()).isSameAs(plugin);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.abcistream.host.Host",
        "org.abcistream.host.plugin.Plugins",
        "org.tomlj.Toml",
        "org.antlr.v4.runtime.Lexer",
        "org.bytedeco.javacpp.Pointer",
        "org.jspecify.annotations.NullMarked"
      })
  void whatIsTheHostsOwnIsInvisible(String className) throws Exception {
    assertThat(TESTS.loadClass(className)).isNotNull();

    library("1").jarTo(temp.resolve("plugin/lib.jar"));
    try (URLClassLoader plugin = open(temp.resolve("plugin")).loader()) {
      assertThatThrownBy(() -> plugin.loadClass(className))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void servicesAndOtherResourcesAreThePluginsOwn() throws Exception {
    Path classPath =
        new CompiledSources()
            .withConstructor("host.HostConstructor", "\"host\"")
            .withFile("settings.properties", "")
            .jarTo(temp.resolve("host/host.jar"));
    new CompiledSources()
        .withConstructor("own.OwnConstructor", "\"own\"")
        .jarTo(temp.resolve("plugin/own.jar"));

    try (URLClassLoader host = new URLClassLoader(new URL[] {classPath.toUri().toURL()}, TESTS);
        URLClassLoader plugin = open(temp.resolve("plugin"), host).loader()) {
      assertThat(ServiceLoader.load(ServiceConstructor.class, plugin))
          .extracting(constructor -> constructor.getClass().getName())
          .containsExactly("own.OwnConstructor");
      assertThat(Collections.list(plugin.getResources("META-INF/services/" + typeName())))
          .hasSize(1);
      assertThat(host.getResource("settings.properties")).isNotNull();
      assertThat(plugin.getResource("settings.properties")).isNull();
    }
  }

  private static String typeName() {
    return ServiceConstructor.class.getName();
  }

  @Test
  void theFolderClassesComesFirstThenTheJarsByName() throws Exception {
    Path folder = temp.resolve("plugin");
    library("b").jarTo(folder.resolve("b.jar"));
    library("a").jarTo(folder.resolve("a.jar"));
    try (URLClassLoader plugin = open(folder).loader()) {
      assertThat(libraryOf(plugin)).isEqualTo("a");
    }

    library("classes").compileTo(folder.resolve("classes"));
    try (URLClassLoader plugin = open(folder).loader()) {
      assertThat(libraryOf(plugin)).isEqualTo("classes");
    }
  }

  @Test
  void stackTracesTellThePlugin() throws Exception {
    new CompiledSources()
        .with(
            "own.Failing",
            "public final class Failing {",
            "  @Override public String toString() { throw new IllegalStateException(); }",
            "}")
        .jarTo(temp.resolve("counter/own.jar"));

    try (URLClassLoader plugin = open(temp.resolve("counter")).loader()) {
      Object failing = plugin.loadClass("own.Failing").getConstructor().newInstance();
      assertThatThrownBy(failing::toString)
          .satisfies(
              failure ->
                  assertThat(failure.getStackTrace()[0].toString())
                      .isEqualTo("counter//own.Failing.toString(Failing.java:3)"));
    }
  }

  @Test
  void aJarThatIsNoneIsAnError() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("counter"));
    Files.writeString(folder.resolve("cut.jar"), "PK");

    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "plug-in %s cannot be read: cut.jar is no jar (zip END header not found); mend or remove it"
                .formatted(folder));
  }

  @Test
  void aFolderWithoutJarsIsEmpty() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("counter"));
    Files.writeString(folder.resolve("README"), "");
    assertThat(open(folder).isEmpty()).isTrue();
    assertThat(List.of(open(folder).loader().getURLs())).isEmpty();
  }
}
