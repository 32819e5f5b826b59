package org.abcistream.testkit.contract;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.abcistream.api.Block;
import org.abcistream.api.Payload;
import org.abcistream.api.ServiceConstructor;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What holds for every streaming service. Extend it in a test of your own, and its tests are run on
 * your service; each of them is one rule. The package's page has an example.
 *
 * <p>Each test is a node of its own, with a home of its own, and one instance of the service. The
 * instance has the name of its type, so that its section of app.toml is the one that it has in
 * production. It is the only one in the process: other tests wait meanwhile.
 */
@ExtendWith(ServiceUnderTestResolver.class)
@Isolated("threads that a service leaves behind are told from those of other tests")
public abstract class StreamingServiceContract extends BlockRules {
  @TempDir private Path home;

  /** For those who extend it. */
  protected StreamingServiceContract() {}

  /**
   * {@return the home of the running test's node} It is a folder that is empty at first, and
   * removed after the test.
   */
  protected final Path home() {
    return home;
  }

  /** {@return what makes the service under test} Asked more than once in a test. */
  protected abstract ServiceConstructor constructor();

  /**
   * {@return the options of the service, as lines of its section of app.toml; none by default}
   * Asked for each life of the service; within one test they must name the same target, and in
   * another test a new one. {@code keys}, {@code type}, {@code stop-node-on-error} and {@code
   * timeout} are set already. A service that writes in batches is best given one of one block,
   * since only blocks that it calls durable can be compared.
   *
   * @throws Exception fails the test
   */
  protected String options() throws Exception {
    return "";
  }

  /**
   * Asserts that the service has written a block, whole and once, and no other one of its height.
   * Called on the test's thread, when the node is closed, for each block that the service must
   * have.
   *
   * @param block what the service was given, in memory that stays valid
   * @throws Exception fails the test
   */
  protected abstract void assertWritten(Block block) throws Exception;

  /**
   * {@return options with a value that the service cannot use} It must refuse them when it is
   * constructed. Empty, as by default, when there are none: the rule is then reported as skipped.
   *
   * @throws Exception fails the test
   */
  protected Optional<String> unusableOptions() throws Exception {
    return Optional.empty();
  }

  /**
   * {@return options that are right in themselves, with a target that cannot be written} Such as a
   * folder that is a file, or a server that is not there. Blocks of heights 1 to 3 then come; the
   * service must throw when it is constructed, or when it is given one of them. Empty, as by
   * default, when there is no such target: the rule is then reported as skipped.
   *
   * @throws Exception fails the test
   */
  protected Optional<String> unwritableOptions() throws Exception {
    return Optional.empty();
  }

  /**
   * {@return all bytes of a payload} For {@link #assertWritten}.
   *
   * @param payload at most 2 GiB
   */
  protected static byte[] bytesOf(Payload payload) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(payload.size()));
    for (int i = 0; i < payload.bufferCount(); i++) {
      bytes.put(payload.buffer(i));
    }
    return bytes.array();
  }
}
