package org.abcistream.host.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.abcistream.host.config.ConfigException;

/**
 * One plug-in.
 *
 * @param folder where it lies, absolute
 * @param loader over its {@code classes} and its jars, by name; named as the folder is, so that
 *     stack traces tell whose a class is
 */
record Plugin(Path folder, URLClassLoader loader) {
  private static final String CLASSES = "classes";

  /**
   * @throws ConfigException if something in the folder cannot be read
   */
  static Plugin open(Path folder, ClassLoader parent) {
    try {
      return new Plugin(
          folder, new URLClassLoader(String.valueOf(folder.getFileName()), urls(folder), parent));
    } catch (IOException e) {
      throw new ConfigException(
          "plug-in %s cannot be read: %s; mend or remove it".formatted(folder, e.getMessage()));
    }
  }

  private static URL[] urls(Path folder) throws IOException {
    List<URL> urls = new ArrayList<>();
    Path classes = folder.resolve(CLASSES);
    if (Files.isDirectory(classes)) {
      urls.add(classes.toUri().toURL());
    }
    for (Path jar : PluginPath.sorted(folder, "*.jar")) {
      requireArchive(jar);
      urls.add(jar.toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  /** A class loader steps over a jar that it cannot read, and then lacks its classes. */
  private static void requireArchive(Path jar) throws IOException {
    try {
      new ZipFile(jar.toFile()).close();
    } catch (IOException e) {
      throw new IOException(jar.getFileName() + " is no jar (" + e.getMessage() + ")", e);
    }
  }

  boolean isEmpty() {
    return loader.getURLs().length == 0;
  }

  /** What messages call it. */
  @Override
  public String toString() {
    return "plug-in " + folder;
  }
}
