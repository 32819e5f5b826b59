package org.abcistream.host.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.abcistream.api.ServiceConstructor;
import org.slf4j.Logger;

/** Source texts and other files, which become a folder of classes or a jar. */
final class CompiledSources {
  private static final String SERVICES = "META-INF/services/" + ServiceConstructor.class.getName();

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();

  /** Adds a class, given by its full name and what follows on the package's line. */
  CompiledSources with(String className, String... lines) {
    String packageName = className.substring(0, className.lastIndexOf('.'));
    sources.put(
        className.replace('.', '/') + ".java",
        "package " + packageName + ";\n" + String.join("\n", lines));
    return this;
  }

  /** Adds a file as it is. */
  CompiledSources withFile(String path, String content) {
    files.put(path, content);
    return this;
  }

  /**
   * Adds a constructor of services that is named as one.
   *
   * @param typeExpression what {@code type()} makes the type's name from
   */
  CompiledSources withConstructor(String className, String typeExpression) {
    String simpleName = className.substring(className.lastIndexOf('.') + 1);
    return with(
            className,
            "import org.abcistream.api.*;",
            "public final class " + simpleName + " implements ServiceConstructor {",
            "  private final String type = " + typeExpression + ";",
            "  @Override public ServiceType type() { return ServiceType.of(type); }",
            "  @Override public StreamingService construct(ServiceContext context) {",
            "    throw new UnsupportedOperationException();",
            "  }",
            "}")
        .withFile(SERVICES, className);
  }

  /** Compiles into a folder, which is made; the class path has the API and what is given. */
  Path compileTo(Path folder, Path... classPath) throws IOException {
    Path sourceFolder = Files.createTempDirectory(folder.toAbsolutePath().getParent(), ".sources");
    write(sourceFolder, sources);
    Files.createDirectories(folder);
    write(folder, files);
    if (!sources.isEmpty()) {
      compile(sourceFolder, folder, classPath);
    }
    return folder;
  }

  private static void write(Path folder, Map<String, String> texts) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = folder.resolve(text.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.getValue());
    }
  }

  private void compile(Path sourceFolder, Path folder, Path... classPath) throws IOException {
    List<Path> needed = new ArrayList<>(Arrays.asList(classPath));
    needed.add(placeOf(ServiceConstructor.class));
    needed.add(placeOf(Logger.class));
    String joined =
        needed.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  manager,
                  null,
                  List.of("-proc:none", "-d", folder.toString(), "-cp", joined),
                  null,
                  manager.getJavaFileObjectsFromPaths(
                      sources.keySet().stream().map(sourceFolder::resolve).toList()))
              .call();
      if (!compiled) {
        throw new IllegalArgumentException(said.toString());
      }
    }
  }

  /** Where a class of the tests' class path is from. */
  static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compiles into a jar, whose folder is made. */
  Path jarTo(Path jar, Path... classPath) throws IOException {
    Files.createDirectories(jar.toAbsolutePath().getParent());
    Path classes =
        compileTo(Files.createTempDirectory(jar.toAbsolutePath().getParent(), ".jar"), classPath);
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> entries = Files.walk(classes)) {
      for (Path entry : entries.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(entry).toString()));
        Files.copy(entry, zip);
        zip.closeEntry();
      }
    }
    return jar;
  }
}
