package org.abcistream.host.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.abcistream.api.AppOptions;
import org.abcistream.api.ServiceConstructor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plug-ins of one stream. Usable from any thread. */
public final class Plugins implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger("abcistream");

  private final List<Plugin> plugins;

  private Plugins(List<Plugin> plugins) {
    this.plugins = List.copyOf(plugins);
  }

  /**
   * Opens the plug-ins that a config names; none of their classes is loaded yet.
   *
   * @param home where relative folders start
   * @param host sees the classes that all plug-ins share
   * @throws org.abcistream.api.OptionException if {@code plugin-path} names what is no folder
   * @throws org.abcistream.host.config.ConfigException if a plug-in cannot be read
   */
  public static Plugins open(AppOptions config, Path home, ClassLoader host) {
    ClassLoader shared = new SharedClasses(host);
    List<Plugin> plugins = new ArrayList<>();
    for (Path folder : new PluginPath(config, home).pluginFolders()) {
      Plugin plugin = Plugin.open(folder, shared);
      if (plugin.isEmpty()) {
        logger.warn("{} has neither jars nor a folder classes: put its jar there", plugin);
      } else {
        plugins.add(plugin);
      }
    }
    return new Plugins(plugins);
  }

  /**
   * The constructors of all plug-ins.
   *
   * @throws org.abcistream.host.config.ConfigException if one cannot be loaded
   */
  public List<FoundConstructor> constructors() {
    List<FoundConstructor> constructors = new ArrayList<>();
    for (Plugin plugin : plugins) {
      List<FoundConstructor> own = FoundConstructor.allOf(plugin.toString(), plugin.loader());
      constructors.addAll(own);
      log(plugin, own);
    }
    return constructors;
  }

  private static void log(Plugin plugin, List<FoundConstructor> constructors) {
    if (constructors.isEmpty()) {
      logger.warn(
          "{} makes no services: it must name its constructor in META-INF/services/{}",
          plugin,
          ServiceConstructor.class.getName());
      return;
    }
    logger.info(
        "{} makes services of type {}",
        plugin,
        constructors.stream()
            .map(constructor -> constructor.type().toString())
            .collect(Collectors.joining(", ")));
  }

  /** Closes the jars. Called when no code of a plug-in runs any more; logs what fails. */
  @Override
  public void close() {
    for (Plugin plugin : plugins) {
      try {
        plugin.loader().close();
      } catch (IOException e) {
        logger.warn("{} could not be closed", plugin, e);
      }
    }
  }
}
