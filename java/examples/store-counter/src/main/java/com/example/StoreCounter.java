package com.example;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.abcistream.api.Block;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.StreamingService;
import org.slf4j.Logger;

/** Logs how many changes each block has brought to each store. */
final class StoreCounter implements StreamingService {
  private final Logger logger;

  StoreCounter(Logger logger) {
    this.logger = logger;
  }

  /** A service that remembers nothing has no progress: it begins with whatever block comes next. */
  @Override
  public OptionalLong lastHeight() {
    return OptionalLong.empty();
  }

  @Override
  public void onBlock(Block block) {
    Map<String, Long> changes = new TreeMap<>();
    for (ChangeSet changeSet : block.changeSets()) {
      if (changeSet.pairCount() > 0) {
        changes.put(changeSet.storeKey().name(), changeSet.pairCount());
      }
    }
    logger.info("height {}: {}", block.height(), changes);
  }

  @Override
  public void close() {}
}
