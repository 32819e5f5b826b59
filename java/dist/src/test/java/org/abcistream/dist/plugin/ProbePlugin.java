package org.abcistream.dist.plugin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.abcistream.api.ServiceConstructor;

/** Makes plug-ins of one class, {@code probe.ProbeConstructor}. */
final class ProbePlugin {
  private static final String CONSTRUCTOR = "probe/ProbeConstructor.java";
  private static final String SERVICES = "META-INF/services/" + ServiceConstructor.class.getName();

  private final Path folder;

  private ProbePlugin(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes a plug-in.
   *
   * @param folder is made
   * @param source the text of its class
   * @param jars the libraries that it brings
   */
  static ProbePlugin make(Path folder, String source, Path... jars) throws IOException {
    Path sourceFile = folder.resolve("sources").resolve(CONSTRUCTOR);
    Files.createDirectories(sourceFile.getParent());
    Files.writeString(sourceFile, source);
    Path services = folder.resolve("classes").resolve(SERVICES);
    Files.createDirectories(services.getParent());
    Files.writeString(services, "probe.ProbeConstructor");
    for (Path jar : jars) {
      Files.copy(jar, folder.resolve(jar.getFileName()));
    }
    compile(sourceFile, folder.resolve("classes"), jars);
    return new ProbePlugin(folder);
  }

  private static void compile(Path source, Path classes, Path... jars) {
    String tests = System.getProperty("java.class.path");
    String classPath =
        Stream.concat(Arrays.stream(jars).map(Path::toString), Stream.of(tests))
            .collect(Collectors.joining(File.pathSeparator));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                classPath,
                source.toString());
    if (failed != 0) {
      throw new IllegalArgumentException(source + " does not compile; see the standard error");
    }
  }

  /** Those of its files that the process holds open. */
  List<Path> openFiles() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors
          .flatMap(ProbePlugin::target)
          .filter(file -> file.startsWith(folder))
          .toList();
    }
  }

  /** Nothing where the file was closed meanwhile. */
  private static Stream<Path> target(Path descriptor) {
    try {
      return Stream.of(Files.readSymbolicLink(descriptor));
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
