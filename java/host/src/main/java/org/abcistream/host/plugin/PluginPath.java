package org.abcistream.host.plugin;

import static java.util.function.Predicate.not;
import static org.abcistream.host.config.StreamingOptions.OPT_JVM_PLUGIN_PATH;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.abcistream.api.AppOptions;
import org.abcistream.api.OptionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders that {@code abcistream.jvm.plugin-path} names, and the plug-ins in them. */
final class PluginPath {
  private static final Logger logger = LoggerFactory.getLogger("abcistream");
  private static final Pattern SEPARATOR = Pattern.compile(":");

  private final AppOptions config;
  private final Path home;

  /**
   * @param home where relative folders start
   */
  PluginPath(AppOptions config, Path home) {
    this.config = config;
    this.home = home;
  }

  /**
   * The folder of each plug-in, in the order of the option, then by name. Names that begin with a
   * dot are left out: file systems and deployment tools keep things of their own there.
   *
   * @throws OptionException if a folder that the option names cannot be read
   */
  List<Path> pluginFolders() {
    List<Path> folders = new ArrayList<>();
    SEPARATOR
        .splitAsStream(config.getString(OPT_JVM_PLUGIN_PATH, ""))
        .filter(not(String::isEmpty))
        .forEach(part -> folders.addAll(pluginFoldersIn(home.resolve(part).normalize())));
    return folders;
  }

  private List<Path> pluginFoldersIn(Path parent) {
    if (!Files.isDirectory(parent)) {
      throw unusable(parent + (Files.exists(parent) ? " is no folder" : " does not exist"));
    }
    List<Path> folders = new ArrayList<>();
    try {
      for (Path entry : sorted(parent, "[!.]*")) {
        if (Files.isDirectory(entry)) {
          folders.add(entry);
        } else if (entry.toString().endsWith(".jar")) {
          logger.warn(
              "{} is not loaded: a plug-in is a folder with jars; make one for it in {}",
              entry,
              parent);
        }
      }
    } catch (IOException e) {
      throw unusable(parent + " cannot be read (" + e + ")");
    }
    return folders;
  }

  private OptionException unusable(String fault) {
    return new OptionException(
        config.nameOf(OPT_JVM_PLUGIN_PATH),
        config.getString(OPT_JVM_PLUGIN_PATH, ""),
        fault + "; name a folder that has a sub-folder for each plug-in");
  }

  /** What a folder holds whose name matches, in the order of the names. */
  static List<Path> sorted(Path folder, String glob) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
      stream.forEach(entries::add);
    }
    Collections.sort(entries);
    return entries;
  }
}
