package org.abcistream.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.abcistream.api.Block;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.StreamingService;
import org.abcistream.testkit.NodeOptions;

/**
 * The service that a rule is about, over all of its lives: how it is opened, what it is lent, and
 * what it must have written in the end. What is set here holds for the blocks that follow.
 */
final class ServiceUnderTest {
  /** Those that are being opened, by the homes of their nodes. */
  private static final ConcurrentMap<Path, ServiceUnderTest> OPENING = new ConcurrentHashMap<>();

  /** Called on the service's thread when a block was taken and is over. */
  interface AfterBlock {
    void taken(StreamingService service, Block block);
  }

  private final StreamingServiceContract contract;
  private final Path home;
  private final List<StreamingService> made = new CopyOnWriteArrayList<>();
  private final List<Loan> loans = new CopyOnWriteArrayList<>();
  private final NavigableMap<Long, Block> taken = new ConcurrentSkipListMap<>();
  private volatile Observation latest = new Observation();
  private volatile List<String> stores = ContractBlock.STORES;
  private volatile String timeout = "60s";
  private volatile boolean poisonsMemory;
  private volatile long breaksAt = Loan.NEVER;
  private volatile AfterBlock afterBlock = (service, block) -> {};

  ServiceUnderTest(StreamingServiceContract contract) {
    this.contract = contract;
    this.home = contract.home().toAbsolutePath().normalize();
  }

  /** The one whose node has this home. */
  static ServiceUnderTest at(Path home) {
    ServiceUnderTest subject = OPENING.get(home);
    if (subject == null) {
      throw new IllegalArgumentException(
          "no contract suite opens a node in %s: services of type %s are made by it alone"
              .formatted(home, ServiceUnderTestConstructor.TYPE));
    }
    return subject;
  }

  /** Has a node of these stores. */
  void streamsStores(List<String> names) {
    stores = names;
  }

  /** Ends the host's patience with a block that fails again and again, in the next lives. */
  void timesOutAfter(String time) {
    timeout = time;
  }

  /** Overwrites the memory of each block when the service has returned from it. */
  void poisonsMemory() {
    poisonsMemory = true;
  }

  /** Makes blocks unreadable, from a certain read of their bytes on. */
  void breaksBlocksAt(long read) {
    breaksAt = read;
  }

  /** Makes all blocks readable again. */
  void mendsBlocks() {
    breaksAt = Loan.NEVER;
  }

  void afterEachBlock(AfterBlock action) {
    afterBlock = action;
  }

  /** Opens a node with the service, and the options of its author. */
  ServiceLife open() throws Exception {
    return open(contract.options());
  }

  /** The same with other options. */
  ServiceLife open(String options) {
    OPENING.put(home, this);
    latest = new Observation();
    try {
      NodeOptions node = new NodeOptions("contract", home, configWith(options), stores, "", 0);
      return ServiceLife.begin(node, latest);
    } finally {
      OPENING.remove(home);
    }
  }

  /** The service has the section of its own that it has in production. */
  private String configWith(String options) {
    return """
        [store]
        streamers = ["%1$s"]

        [streamers.%1$s]
        type = "%2$s"
        keys = ["*"]
        stop-node-on-error = true
        timeout = "%3$s"
        %4$s
        """
        .formatted(constructor().type(), ServiceUnderTestConstructor.TYPE, timeout, options);
  }

  ServiceConstructor constructor() {
    return contract.constructor();
  }

  StreamingServiceContract contract() {
    return contract;
  }

  StreamingService construct(ServiceContext context) throws Exception {
    Observation observation = latest;
    observation.observe(ObservedCall.CONSTRUCT, () -> made.add(constructor().construct(context)));
    return new ObservedService(this, observation, made.get(made.size() - 1));
  }

  LentBlock lend(Block block) {
    Loan loan = new Loan(block.height(), breaksAt);
    loans.add(loan);
    return new LentBlock(block, loan);
  }

  void takeBack(LentBlock block) {
    block.takeBack();
    if (poisonsMemory) {
      block.poison();
    }
  }

  /** What stands above a block of the same height was of a chain that was rolled back. */
  void taken(Block block, StreamingService service) {
    taken.tailMap(block.height(), true).clear();
    taken.put(block.height(), block);
    afterBlock.taken(service, block);
  }

  /** What was constructed, in order. */
  List<StreamingService> made() {
    return List.copyOf(made);
  }

  /** The life that was begun last, also when it could not be. */
  Observation latest() {
    return latest;
  }

  /** How often the service has read bytes of the block that it was lent last. */
  long readsOfLastBlock() {
    return loans.get(loans.size() - 1).reads();
  }

  /** Blocks of which views were used after they were over. */
  List<Long> overdrawn() {
    return loans.stream().filter(Loan::isOverdrawn).map(Loan::height).toList();
  }

  /**
   * Has its author compare what was written with what was taken, as far as the service has said
   * that it is durable; all of it, when the service has no progress. The node must be closed.
   */
  void assertWritten() throws Exception {
    assertFalse(taken.isEmpty(), "the service was given no block");
    OptionalLong durable = latest.lastHeight();
    NavigableMap<Long, Block> written =
        durable.isPresent() ? taken.headMap(durable.getAsLong(), true) : taken;
    assumeFalse(
        written.isEmpty(),
        "nothing to compare: no block was durable; give options with which the service is not"
            + " behind");
    for (Block block : written.values()) {
      contract.assertWritten(block);
    }
  }
}
