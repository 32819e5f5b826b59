package org.abcistream.host.config;

import java.time.Duration;

/** The names of the options that the host itself reads, and what holds where they are not set. */
public final class StreamingOptions {
  /** The list of the services to load. */
  public static final String OPT_STORE_STREAMERS = "store.streamers";

  /** The section with a section for each service: {@code [streamers.file]}. */
  public static final String SECTION_STREAMERS = "streamers";

  /** The section of the host's own options. */
  public static final String SECTION_ABCISTREAM = "abcistream";

  /** What to do when the node is ahead of a service: see {@link OnGap}. */
  public static final String OPT_ON_GAP = "abcistream.on-gap";

  /** How many blocks a node may be rolled back by at its start. */
  public static final String OPT_MAX_ROLLBACK_BLOCKS = "abcistream.max-rollback-blocks";

  /** What to do with a store that the node does not have: see {@link UnknownStores}. */
  public static final String OPT_UNKNOWN_STORES = "abcistream.unknown-stores";

  /** How long all services together may take until they are ready. */
  public static final String OPT_START_TIMEOUT = "abcistream.start-timeout";

  /** How long all services together may take to finish what they have. */
  public static final String OPT_CLOSE_TIMEOUT = "abcistream.close-timeout";

  /**
   * Whether blocks are dummies, and services that do not know of it are left out. Set by whoever
   * examines a machine; never in a node's config.
   */
  public static final String OPT_TRIAL = "abcistream.trial";

  /** The folder of the JDK. Read by the native side, before there is a JVM. */
  public static final String OPT_JVM_HOME = "abcistream.jvm.home";

  /** Jars and folders of jars, joined by colons. Read by the native side. */
  public static final String OPT_JVM_CLASS_PATH = "abcistream.jvm.class-path";

  /** Options of the JVM. Read by the native side. */
  public static final String OPT_JVM_OPTIONS = "abcistream.jvm.options";

  /**
   * Folders with a sub-folder for each plug-in, joined by colons. Read here, not by the native
   * side.
   */
  public static final String OPT_JVM_PLUGIN_PATH = "abcistream.jvm.plugin-path";

  /** In a service's section: the stores that it exposes, {@code *} for all. */
  public static final String OPT_KEYS = "keys";

  /** In a service's section: its type, where that is not its name. */
  public static final String OPT_TYPE = "type";

  /** In a service's section: whether its failure stops the node. */
  public static final String OPT_STOP_NODE_ON_ERROR = "stop-node-on-error";

  /** In a service's section: whether a commit waits for it: see {@link Delivery}. */
  public static final String OPT_DELIVERY = "delivery";

  /** In a service's section: how long a commit waits for it. */
  public static final String OPT_TIMEOUT = "timeout";

  /** In a service's section: what happens to it when it fails and the node goes on. */
  public static final String OPT_ON_ERROR = "on-error";

  /** In a service's section: how many blocks may wait for it. */
  public static final String OPT_QUEUE_BLOCKS = "queue-blocks";

  /** In a service's section: how many bytes the blocks that wait for it may have. */
  public static final String OPT_QUEUE_BYTES = "queue-bytes";

  static final OnGap DEFAULT_ON_GAP = OnGap.ROLLBACK;
  static final long DEFAULT_MAX_ROLLBACK_BLOCKS = 100;
  static final UnknownStores DEFAULT_UNKNOWN_STORES = UnknownStores.ERROR;
  static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(60);

  /** Below the 10 seconds after which containers are usually killed. */
  static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(8);

  static final OnError DEFAULT_ON_ERROR = OnError.SKIP;
  static final long DEFAULT_QUEUE_BLOCKS = 64;
  static final long DEFAULT_QUEUE_BYTES = 256L << 20;

  /** More than any node keeps states for, so that a service that lags more cannot catch up. */
  static final long MAX_QUEUE_BLOCKS = 65536;

  static final Delivery DEFAULT_DELIVERY = Delivery.SYNC;
  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private StreamingOptions() {}
}
