/**
 * The contract suite: tests that every streaming service must pass, run through the real native
 * library.
 *
 * <p>An author extends {@link org.abcistream.testkit.contract.StreamingServiceContract}:
 *
 * <pre>{@code
 * class AuditServiceContractTest extends StreamingServiceContract {
 *   @Override
 *   protected ServiceConstructor constructor() {
 *     return new AuditServiceConstructor();
 *   }
 *
 *   @Override
 *   protected String options() {
 *     return "log-file = \"audit.log\"";
 *   }
 *
 *   @Override
 *   protected void assertWritten(Block block) throws IOException {
 *     long pairs = block.changeSets().stream().mapToLong(ChangeSet::pairCount).sum();
 *     String start = block.height() + " ";
 *     assertEquals(
 *         List.of(start + pairs),
 *         Files.readAllLines(home().resolve("audit.log")).stream()
 *             .filter(line -> line.startsWith(start))
 *             .toList());
 *   }
 *
 *   @Override
 *   protected Optional<String> unusableOptions() {
 *     return Optional.of("log-file = 7");
 *   }
 *
 *   @Override
 *   protected Optional<String> unwritableOptions() throws IOException {
 *     Files.createDirectory(home().resolve("folder"));
 *     return Optional.of("log-file = \"folder\"");
 *   }
 * }
 * }</pre>
 *
 * <p>Each test is one rule, and a service that breaks one rule fails one test, as far as rules can
 * be told apart. A rule that cannot be tried is reported as skipped, with what is missing. Beside
 * this jar such a test needs JUnit's engine, and in its JVM what {@link org.abcistream.testkit}
 * says.
 *
 * <h2>How a service is watched</h2>
 *
 * The host finds {@link org.abcistream.testkit.contract.ServiceUnderTestConstructor}, which has the
 * constructor under test make the service, and puts an {@code ObservedService} before it. That one
 * notes each call, its thread, what it throws, and what it leaves behind. It lends the service a
 * {@code LentBlock} in place of the host's block: a copy in memory of its own, whose {@code Loan}
 * knows whether a view is used after {@code onBlock}, and can make the block unreadable half way
 * through. Memory that was lent can be overwritten, so that a buffer that was kept shows in what is
 * written.
 *
 * <p>The rules stand in {@code FailureRules}, {@code LifecycleRules}, {@code ProgressRules} and
 * {@code BlockRules}, by what they are about. Each class extends the one before, so that an author
 * inherits all of them and sees none of their methods. They are told with a {@code
 * ServiceUnderTest}, its {@code ServiceLife}s and {@code ContractBlock}s.
 */
@NullMarked
package org.abcistream.testkit.contract;

import org.jspecify.annotations.NullMarked;
