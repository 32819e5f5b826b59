package org.abcistream.process;

import java.io.IOException;
import java.util.List;
import org.abcistream.api.Block;
import org.abcistream.api.ServiceContext;

/**
 * A recorder at which something goes wrong, before the height is written down: {@code faults} is a
 * list of {@code <heights>:<action>}, with {@code 7}, {@code *} for every height or {@code /100}
 * for every hundredth, and an action of {@link FaultAction}. {@code close} is an action too.
 */
final class Faulty extends Recorder {
  private final FaultAction action;
  private final List<String> faults;
  private final String close;

  Faulty(ServiceContext context) throws IOException {
    super(context);
    this.action = new FaultAction(context);
    this.faults = context.options().getStringList("faults");
    this.close = context.options().getString("close", "");
  }

  @Override
  public void onBlock(Block block) throws Exception {
    for (String fault : faults) {
      int colon = fault.indexOf(':');
      if (isAt(fault.substring(0, colon), block.height())) {
        action.happen(fault.substring(colon + 1), block.height());
      }
    }
    super.onBlock(block);
  }

  @Override
  public void close() throws Exception {
    super.close();
    if (!close.isEmpty()) {
      action.happen(close, 0);
    }
  }

  private static boolean isAt(String heights, long height) {
    if (heights.startsWith("/")) {
      return height % Long.parseLong(heights.substring(1)) == 0;
    }
    return heights.equals("*") || Long.parseLong(heights) == height;
  }
}
