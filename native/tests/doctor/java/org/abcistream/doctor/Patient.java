package org.abcistream.doctor;

import java.lang.reflect.Field;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.abcistream.api.Block;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.ServiceType;
import org.abcistream.api.StreamingService;

/** Makes services that suffer from what the option {@code ails} says. */
public final class Patient implements ServiceConstructor {
  @Override
  public ServiceType type() {
    return ServiceType.of("patient");
  }

  @Override
  public boolean supportsTrial() {
    return !Boolean.getBoolean("patient.refuses");
  }

  @Override
  public StreamingService construct(ServiceContext context) {
    String ails = context.options().getString("ails", "nothing");
    return new StreamingService() {
      @Override
      public OptionalLong lastHeight() {
        return OptionalLong.empty();
      }

      @Override
      public void onBlock(Block block) throws Exception {
        System.out.println("the patient speaks at height " + block.height());
        System.err.println("the patient cries at height " + block.height());
        switch (ails) {
          case "failure" -> throw new IllegalStateException("a pain at height " + block.height());
          case "hang" -> new CountDownLatch(1).await();
          case "crash" -> crash();
          default -> {}
        }
      }

      @Override
      public void close() {}
    };
  }

  /** Writes to the address 0. */
  @SuppressWarnings("removal")
  private static void crash() throws ReflectiveOperationException {
    Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    ((sun.misc.Unsafe) field.get(null)).putLong(0, 1);
  }
}
