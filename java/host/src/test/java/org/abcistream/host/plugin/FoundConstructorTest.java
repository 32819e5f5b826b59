package org.abcistream.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.host.ServiceConstructorLookupTable;
import org.abcistream.host.config.ConfigException;
import org.abcistream.host.config.EnvironmentOverrides;
import org.abcistream.host.config.TomlOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Constructors of plug-ins: how they are found, and what a faulty one is said of. */
class FoundConstructorTest {
  private static final ClassLoader TESTS = FoundConstructorTest.class.getClassLoader();
  private static final String REMEDY = "; mend or remove its jar, or put what it lacks beside it";

  @TempDir private Path home;
  private Plugins plugins;

  @BeforeEach
  void openNone() {
    plugins = open("");
  }

  @AfterEach
  void close() {
    plugins.close();
  }

  private Plugins open(String pluginPath) {
    TomlOptions config =
        TomlOptions.parse(
            "[abcistream.jvm]\nplugin-path = '" + pluginPath + "'",
            "app.toml",
            EnvironmentOverrides.NONE);
    return Plugins.open(config, home, TESTS);
  }

  private ServiceConstructorLookupTable load() {
    plugins = open("plugins");
    return ServiceConstructorLookupTable.load(TESTS, plugins);
  }

  private Path jar(String plugin) {
    return home.resolve("plugins").resolve(plugin).resolve("own.jar");
  }

  private void assertThatLoadingFails(String plugin, String reason) {
    assertThatThrownBy(this::load)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "a constructor of services in plug-in %s cannot be loaded: %s%s"
                .formatted(jar(plugin).getParent(), reason, REMEDY));
  }

  @Test
  void aConstructorOfAPluginIsFoundByItsType() throws IOException {
    new CompiledSources().withConstructor("own.Own", "\"counter\"").jarTo(jar("counter"));

    ServiceConstructor found = load().newServiceConstructor("Counter");
    assertThat(found.getClass().getName()).isEqualTo("own.Own");
    assertThat(found.getClass().getClassLoader()).isInstanceOf(URLClassLoader.class);
  }

  @Test
  void aConstructorIsMadeWithItsLoaderAsTheContextClassLoader() throws IOException {
    String type =
        "Thread.currentThread().getContextClassLoader() == Own.class.getClassLoader()"
            + " ? \"own\" : \"foreign\"";
    new CompiledSources().withConstructor("own.Own", type).jarTo(jar("counter"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    assertThat(load().newServiceConstructor("own")).isNotNull();
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void aTypeThatNobodyMakesIsAnErrorThatListsThoseThatThereAre() throws IOException {
    new CompiledSources().withConstructor("own.Own", "\"counter\"").jarTo(jar("counter"));
    ServiceConstructorLookupTable table = load();

    assertThatThrownBy(() -> table.newServiceConstructor("counters"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "unrecognized streaming service name counters: the class path and the plug-ins have"
                + " constructors of counter; correct the name, or have abcistream.jvm.plugin-path"
                + " name the folder of the plug-in that makes it");
  }

  @Test
  void twoConstructorsOfATypeAreAnErrorThatNamesBothPlaces() throws IOException {
    new CompiledSources().withConstructor("one.One", "\"counter\"").jarTo(jar("one"));
    new CompiledSources().withConstructor("two.Two", "\"COUNTER\"").jarTo(jar("two"));

    assertThatThrownBy(this::load)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "two constructors make services of type counter, one.One in plug-in %s and two.Two in plug-in %s: remove one of the jars",
            jar("one").getParent(), jar("two").getParent());
  }

  @Test
  void aTypeOfTheClassPathCannotBeReplaced() throws IOException {
    Path classPath =
        new CompiledSources()
            .withConstructor("host.Own", "\"counter\"")
            .jarTo(home.resolve("h.jar"));
    new CompiledSources().withConstructor("own.Own", "\"counter\"").jarTo(jar("counter"));
    plugins = open("plugins");

    assertThatThrownBy(
            () -> {
              try (URLClassLoader host =
                  new URLClassLoader(new URL[] {classPath.toUri().toURL()}, TESTS)) {
                ServiceConstructorLookupTable.load(host, plugins);
              }
            })
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "two constructors make services of type counter, host.Own in the class path and own.Own in plug-in %s: remove one of the jars",
            jar("counter").getParent());
  }

  @Test
  void aClassThatIsNamedAndMissingIsAnError() throws IOException {
    new CompiledSources()
        .withFile("META-INF/services/" + ServiceConstructor.class.getName(), "own.Missing")
        .jarTo(jar("counter"));

    assertThatLoadingFails(
        "counter", "org.abcistream.api.ServiceConstructor: Provider own.Missing not found");
  }

  @Test
  void aLibraryThatIsMissingIsAnError() throws IOException {
    Path library =
        new CompiledSources()
            .with("lib.Library", "public final class Library {", "}")
            .jarTo(home.resolve("lib.jar"));
    new CompiledSources()
        .withConstructor("own.Own", "new lib.Library().toString()")
        .jarTo(jar("counter"), library);

    assertThatLoadingFails(
        "counter",
        "org.abcistream.api.ServiceConstructor: Provider own.Own could not be instantiated:"
            + " java.lang.NoClassDefFoundError: lib/Library:"
            + " java.lang.ClassNotFoundException: lib.Library");
  }

  @Test
  void aClassForALaterJavaIsAnError() throws IOException {
    Path classes = jar("counter").resolveSibling("classes");
    Files.createDirectories(classes.getParent());
    new CompiledSources().withConstructor("own.Own", "\"counter\"").compileTo(classes);
    Path classFile = classes.resolve("own/Own.class");
    byte[] bytes = Files.readAllBytes(classFile);
    bytes[6] = 1; // The major version's upper byte.
    Files.write(classFile, bytes);

    assertThatThrownBy(this::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "a constructor of services in plug-in %s cannot be loaded:"
                    .formatted(classes.getParent())
                + " java.lang.UnsupportedClassVersionError: own/Own has been compiled by a more"
                + " recent version")
        .hasMessageEndingWith(REMEDY);
  }

  @Test
  void aConstructorThatThrowsIsAnError() throws IOException {
    new CompiledSources()
        .withConstructor("own.Own", "\"n\" + Integer.parseInt(\"many\")")
        .jarTo(jar("counter"));

    assertThatLoadingFails(
        "counter",
        "org.abcistream.api.ServiceConstructor: Provider own.Own could not be instantiated:"
            + " java.lang.NumberFormatException: For input string: \"many\"");
  }

  @Test
  void aTypeThatHasNoNameIsAnError() throws IOException {
    new CompiledSources().withConstructor("own.Own", "\"store counter\"").jarTo(jar("counter"));

    assertThatLoadingFails(
        "counter",
        "java.lang.IllegalArgumentException: \"store counter\" is no name of a service type: use"
            + " letters, digits, '-' and '_'");
  }
}
