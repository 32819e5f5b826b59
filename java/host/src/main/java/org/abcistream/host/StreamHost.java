package org.abcistream.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.StoreKey;
import org.abcistream.host.config.Delivery;
import org.abcistream.host.config.EnvironmentOverrides;
import org.abcistream.host.config.InstanceConfig;
import org.abcistream.host.config.OnError;
import org.abcistream.host.config.OnGap;
import org.abcistream.host.config.ServicePolicy;
import org.abcistream.host.config.StoreSelection;
import org.abcistream.host.config.StreamConfig;
import org.abcistream.host.config.StreamingOptions;
import org.abcistream.host.config.TomlOptions;
import org.abcistream.host.log.LogBinding;
import org.abcistream.host.mapping.HostLibrary;
import org.abcistream.host.plugin.Plugins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens one stream, on a thread of the stream's own: the reference's {@code LoadStreamingServices}.
 * Either every service is ready and takes blocks from then on, or none is left and the node is told
 * why.
 */
final class StreamHost {
  private static final Logger logger = LoggerFactory.getLogger("abcistream");

  private final NativeStream stream;
  private final StreamOptions options;
  private final LogBinding log;
  private final List<ServiceRunner> runners = new ArrayList<>();

  StreamHost(NativeStream stream, StreamOptions options, LogBinding log) {
    this.stream = stream;
    this.options = options;
    this.log = log;
  }

  void open() {
    try {
      StreamConfig config = loadStreamingServices();
      stream.opened(Status.OK, "", config.closeTimeout());
    } catch (StartException e) {
      refuse(e.status(), e.sentence());
    } catch (IllegalArgumentException e) {
      refuse(Status.CONFIG, BlockDelivery.reason(e));
    } catch (Throwable e) {
      logger.error("stream {} cannot be opened", options.name(), e);
      refuse(Status.INTERNAL, "the services cannot be loaded: " + e);
    }
  }

  /**
   * The last that is done: the stream is the library's again, and may be gone when this returns.
   */
  private void refuse(Status status, String message) {
    log.close();
    stream.opened(status, message, Duration.ZERO);
  }

  private StreamConfig loadStreamingServices() throws StartException, InterruptedException {
    TomlOptions toml =
        TomlOptions.parse(
            options.config(),
            options.configName(),
            new EnvironmentOverrides(options.envPrefix(), System::getenv));
    options.jvmSettings().requireSameAs(toml);
    StreamConfig config = StreamConfig.read(toml);
    if (config.trial()) {
      TrialLog.begin(toml.nameOf(StreamingOptions.OPT_TRIAL));
    }
    Plugins plugins = Plugins.open(toml, options.home(), Host.class.getClassLoader());
    try {
      startServices(findInstances(config, plugins), config);
    } catch (Throwable failure) {
      for (ServiceRunner runner : runners) {
        runner.abandon(config.closeTimeout());
      }
      throw failure;
    } finally {
      closeAfterServices(plugins);
    }
    runners.forEach(runner -> warnOfUnreadOptions(toml, runner.instance().config()));
    return config;
  }

  /** The last service to end does it; here, when none is left. */
  private void closeAfterServices(Plugins plugins) {
    CompletableFuture<?>[] services =
        runners.stream().map(ServiceRunner::ended).toArray(CompletableFuture<?>[]::new);
    Future<?> unused = CompletableFuture.allOf(services).thenRun(plugins::close);
  }

  private List<ServiceInstance> findInstances(StreamConfig config, Plugins plugins) {
    ServiceConstructorLookupTable table =
        ServiceConstructorLookupTable.load(Host.class.getClassLoader(), plugins);
    List<ServiceInstance> instances = new ArrayList<>();
    for (InstanceConfig instance : config.instances()) {
      StoreSelection stores = StoreSelection.of(instance, options.stores(), config.unknownStores());
      stores.warning().ifPresent(logger::warn);
      if (stores.isOff()) {
        logger.info(
            "service {} is off: {} names no store",
            instance.name(),
            instance.options().nameOf(StreamingOptions.OPT_KEYS));
        if (config.trial()) {
          TrialLog.off(instance.name(), instance.options().nameOf(StreamingOptions.OPT_KEYS));
        }
        continue;
      }
      ServiceConstructor constructor = table.newServiceConstructor(instance.type().toString());
      ServiceInstance service =
          new ServiceInstance(
              instance,
              constructor,
              stores.storeKeys(),
              options.home(),
              options.chainId(),
              config.trial());
      if (config.trial() && !service.supportsTrial()) {
        TrialLog.notTried(service);
        continue;
      }
      warnOfLeniency(service);
      instances.add(service);
    }
    return instances;
  }

  private static void warnOfLeniency(ServiceInstance service) {
    InstanceConfig instance = service.config();
    if (instance.policy().stopNodeOnError().isEmpty() && !service.stopsNode()) {
      String option = instance.options().nameOf(StreamingOptions.OPT_STOP_NODE_ON_ERROR);
      logger.warn(
          "{} is not set: when service {} fails, the node goes on and the block is lost for it; "
              + "write {} = true in [{}] to stop the node instead",
          option,
          instance.name(),
          StreamingOptions.OPT_STOP_NODE_ON_ERROR,
          instance.section());
    }
  }

  private void startServices(List<ServiceInstance> instances, StreamConfig config)
      throws StartException, InterruptedException {
    long deadline = System.nanoTime() + config.startTimeout().toNanos();
    List<OptionalLong> heights = new ArrayList<>();
    for (ServiceInstance instance : instances) {
      ServiceRunner runner =
          new ServiceRunner(stream, instance, options.stores(), config.onGap() == OnGap.IGNORE);
      runners.add(runner);
      Duration patience = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      heights.add(runner.start(patience));
      checkNodeHeight(instance, heights.get(heights.size() - 1), config);
    }
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < runners.size(); i++) {
      numbers.add(addToStream(runners.get(i).instance(), heights.get(i)));
    }
    for (int i = 0; i < runners.size(); i++) {
      runners.get(i).go(numbers.get(i));
    }
  }

  private void checkNodeHeight(ServiceInstance instance, OptionalLong last, StreamConfig config)
      throws StartException {
    if (config.onGap() == OnGap.STOP
        && last.isPresent()
        && options.nodeHeight() > last.getAsLong()) {
      throw new StartException(
          Status.CONFIG,
          ("service %s has everything up to height %d, and the node has committed height %d: roll "
                  + "the node back to height %d, or set abcistream.on-gap to \"rollback\" or "
                  + "\"ignore\"")
              .formatted(
                  instance.name(), last.getAsLong(), options.nodeHeight(), last.getAsLong()));
    }
  }

  private int addToStream(ServiceInstance instance, OptionalLong lastHeight) {
    byte[] wanted = new byte[options.stores().size()];
    for (StoreKey storeKey : instance.storeKeys()) {
      wanted[options.stores().indexOf(storeKey)] = 1;
    }
    return stream.addService(
        instance.name(), wanted, lastHeight, instance.config().policy(), flags(instance));
  }

  private static int flags(ServiceInstance instance) {
    ServicePolicy policy = instance.config().policy();
    int flags = instance.stopsNode() ? HostLibrary.ABCISTREAM_SERVICE_STOPS_NODE : 0;
    if (policy.delivery() == Delivery.ASYNC) {
      flags |= HostLibrary.ABCISTREAM_SERVICE_ASYNC;
    }
    if (policy.onError() == OnError.DETACH) {
      flags |= HostLibrary.ABCISTREAM_SERVICE_DETACHES;
    }
    return flags;
  }

  private static void warnOfUnreadOptions(TomlOptions toml, InstanceConfig instance) {
    for (String option : toml.unread(instance.section())) {
      String hint =
          toml.nearestKnown(option).map(name -> "; did you mean " + name + "?").orElse("");
      logger.warn("{} is set, but service {} has no such option{}", option, instance.name(), hint);
    }
  }
}
