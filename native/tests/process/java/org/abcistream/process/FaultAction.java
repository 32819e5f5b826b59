package org.abcistream.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.abcistream.api.RetryableException;
import org.abcistream.api.ServiceContext;
import org.jspecify.annotations.Nullable;
import sun.misc.Unsafe;

/** What may go wrong in a service: does it, by its name. */
final class FaultAction {
  private static final int MEBIBYTE = 1 << 20;
  private static final int GARBAGE = 20_000;
  private static final int NULL_CHECKS = 1000;
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  private final ServiceContext context;
  private final Map<Long, Integer> retries = new HashMap<>();

  FaultAction(ServiceContext context) {
    this.context = context;
  }

  /**
   * Does it.
   *
   * @param action {@code throw}, {@code error}, {@code oom}, {@code stack-overflow}, {@code
   *     retryable} for ever or {@code retryable=}times; {@code exit}, {@code halt}; {@code hang}
   *     for ever, {@code loop} without an end, {@code slow=}milliseconds, {@code gate} until the
   *     node opens and closes the pipe {@code <home>/<name>.gate}; {@code null}, {@code gc}, {@code
   *     thread-leak}, {@code child} that SIGTERM ends, {@code shutdown-hook} that would write a
   *     height to {@code <home>/hook.heights}; {@code native-crash}, {@code native-exit} with the
   *     library that {@code native-library} names
   * @param height at which it happens, 0 = none
   */
  void happen(String action, long height) throws Exception {
    int equals = action.indexOf('=');
    String number = equals < 0 ? "" : action.substring(equals + 1);
    switch (equals < 0 ? action : action.substring(0, equals)) {
      case "throw" -> throw new IOException("the disk is on fire");
      case "error" -> throw new AssertionError("the disk is on fire");
      case "oom" -> fillHeap();
      case "stack-overflow" -> recurse(0);
      case "retryable" ->
          failTimes(number.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(number), height);
      case "exit" -> System.exit(3);
      case "halt" -> Runtime.getRuntime().halt(3);
      case "hang" -> hang(Long.MAX_VALUE);
      case "slow" -> hang(Long.parseLong(number));
      case "loop" -> loop();
      case "gate" -> waitAtGate();
      case "null" -> checkNulls();
      case "gc" -> collectGarbage();
      case "thread-leak" -> leakThread();
      case "child" -> terminateChild();
      case "shutdown-hook" -> addShutdownHook();
      case "native-crash" -> crash();
      case "native-exit" -> NativeExit.exit(context.options().getString("native-library", ""));
      default -> throw new IllegalArgumentException("\"" + action + "\" is no fault");
    }
  }

  private void failTimes(int times, long height) throws RetryableException {
    if (retries.merge(height, 1, Integer::sum) <= times) {
      throw new RetryableException("the broker elects a leader");
    }
  }

  /** The pieces are large, so that what is left is enough for everybody else. */
  private static void fillHeap() {
    List<byte[]> pieces = new ArrayList<>();
    while (pieces.size() < Integer.MAX_VALUE) {
      pieces.add(new byte[MEBIBYTE]);
    }
  }

  /** Nothing in it lets the processor rest. */
  private static void loop() {
    long turns = 0;
    while (turns >= 0) {
      turns = (turns + 1) & Long.MAX_VALUE;
    }
  }

  private static int recurse(int depth) {
    return depth < 0 ? depth : recurse(depth + 1) + 1;
  }

  private static void hang(long milliseconds) throws InterruptedException {
    boolean released = new CountDownLatch(1).await(milliseconds, TimeUnit.MILLISECONDS);
    if (released) {
      throw new AssertionError("nobody has this latch");
    }
  }

  /** The node's opening of the pipe waits for this one, its closing is the end of the input. */
  private void waitAtGate() throws IOException {
    Path gate = context.home().resolve(context.name() + ".gate");
    try (InputStream input = Files.newInputStream(gate)) {
      input.readAllBytes();
    }
  }

  /** The check is the processor's: a SIGSEGV of Java's own, compiled or not. */
  private static void checkNulls() {
    int caught = 0;
    for (int i = 0; i < NULL_CHECKS; i++) {
      try {
        length(null);
      } catch (NullPointerException e) {
        caught++;
      }
    }
    if (caught != NULL_CHECKS) {
      throw new AssertionError(caught + " null checks of " + NULL_CHECKS);
    }
  }

  @SuppressWarnings("NullAway") // Meant to fail.
  private static int length(byte @Nullable [] bytes) {
    return bytes.length;
  }

  private static void collectGarbage() {
    List<byte[]> garbage = new ArrayList<>();
    for (int i = 0; i < GARBAGE; i++) {
      garbage.add(new byte[i % 1000]);
    }
    System.gc();
    if (garbage.size() != GARBAGE) {
      throw new AssertionError("the list has lost something");
    }
  }

  private static void leakThread() {
    CountDownLatch never = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "leaked");
    thread.setDaemon(false);
    thread.start();
  }

  /** A child that had SIGTERM blocked or ignored would let this wait for ever. */
  private static void terminateChild() throws IOException, InterruptedException {
    Process child = new ProcessBuilder("sleep", "infinity").start();
    child.destroy();
    int code = child.waitFor();
    if (code != ENDED_BY_SIGTERM) {
      throw new AssertionError("the child has ended with " + code);
    }
  }

  private void addShutdownHook() {
    Path file = context.home().resolve("hook.heights");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    Files.writeString(file, "0\n");
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
  }

  @SuppressWarnings("removal") // Newer JDKs warn of it, and still have it.
  private static void crash() throws ReflectiveOperationException {
    Field unsafe = Unsafe.class.getDeclaredField("theUnsafe");
    unsafe.setAccessible(true);
    ((Unsafe) unsafe.get(null)).putLong(0, 1);
  }
}
