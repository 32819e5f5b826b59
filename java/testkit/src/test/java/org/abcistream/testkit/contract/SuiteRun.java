package org.abcistream.testkit.contract;

import static java.util.stream.Collectors.toCollection;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.abcistream.api.ServiceConstructor;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * What became of the suite's rules when it was run on a service.
 *
 * @param passed the names of the tests that have passed
 * @param failed the names of those that have failed
 * @param skipped the names of those that could not be tried
 */
record SuiteRun(SortedSet<String> passed, SortedSet<String> failed, SortedSet<String> skipped) {
  private static final Set<String> LARGE_BLOCKS =
      Set.of("aBlockMayHaveAHundredThousandPairs", "aValueMayHaveSixteenMebibytes");

  private static volatile @Nullable ServiceConstructor subject;

  /** Runs the whole suite on services that are made so. */
  static SuiteRun whole(LedgerConstructor.Construction construction) {
    return of(LedgerContract.class, new LedgerConstructor(construction), rule -> true);
  }

  /** Leaves out the rules that take longer than all others together. */
  static SuiteRun on(LedgerConstructor.Construction construction) {
    return on(new LedgerConstructor(construction));
  }

  static SuiteRun on(ServiceConstructor constructor) {
    return of(LedgerContract.class, constructor, rule -> !LARGE_BLOCKS.contains(rule));
  }

  /** Runs those tests of an author that are wanted. */
  static SuiteRun of(
      Class<? extends LedgerContract> contract,
      ServiceConstructor constructor,
      Predicate<String> wanted) {
    subject = constructor;
    try {
      Events tests =
          EngineTestKit.engine("junit-jupiter")
              .selectors(selectClass(contract))
              .filters(
                  (PostDiscoveryFilter) test -> FilterResult.includedIf(wanted.test(nameOf(test))))
              .execute()
              .testEvents();
      return new SuiteRun(names(tests.succeeded()), names(tests.failed()), names(tests.aborted()));
    } finally {
      subject = null;
    }
  }

  /** The constructor whose services are under test. */
  static ServiceConstructor constructor() {
    return Objects.requireNonNull(subject);
  }

  private static SortedSet<String> names(Events events) {
    return events.stream()
        .map(event -> nameOf(event.getTestDescriptor()))
        .collect(toCollection(TreeSet::new));
  }

  private static String nameOf(TestDescriptor test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getMethodName())
        .orElse("");
  }
}
