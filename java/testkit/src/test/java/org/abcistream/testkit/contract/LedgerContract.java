package org.abcistream.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.abcistream.api.Block;
import org.abcistream.api.ServiceConstructor;

/**
 * The contract suite as an author of a ledger would run it. Not run by itself: {@link SuiteRun}
 * says on which service.
 */
class LedgerContract extends StreamingServiceContract {
  @Override
  protected ServiceConstructor constructor() {
    return SuiteRun.constructor();
  }

  @Override
  protected String options() {
    return "folder = \"entries\"";
  }

  @Override
  protected void assertWritten(Block block) throws IOException {
    assertArrayEquals(
        LedgerService.encoded(block),
        Files.readAllBytes(LedgerService.entry(home().resolve("entries"), block.height())));
  }

  @Override
  protected Optional<String> unusableOptions() {
    return Optional.of("compact = \"perhaps\"");
  }

  @Override
  protected Optional<String> unwritableOptions() throws IOException {
    Files.createFile(home().resolve("file"));
    return Optional.of("folder = \"file\"");
  }
}
