package org.abcistream.host;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Stands in for abcistream's host in the tests of native/jvm: the address of the stream is the number
 * of what it shall do, as jvm_fixture.h lists them.
 */
public final class Host {
  private static final Thread NULL_CHECKS = new Thread(Host::checkNulls, "null-checks");
  private static final CountDownLatch CAUGHT = new CountDownLatch(10_000);
  private static volatile boolean stopped;
  private static volatile String absent;

  private Host() {}

  public static void open(long api, long stream) throws Exception {
    switch ((int) stream) {
      case 0 -> {}
      case 1 -> throw new IllegalStateException("not today", new IOException("disk on fire"));
      case 2 -> exitThreeTimes();
      case 3 -> onItsOwnThread(() -> Native.load().haltTheJvm());
      case 4 -> onItsOwnThread(() -> Native.load().crash());
      case 5 -> startNullChecks();
      case 6 -> stopNullChecks();
      case 7 -> System.gc();
      case 8 -> runAProcess();
      case 9 -> expectRefusal(() -> Native.load().callHalt0());
      case 10 -> destroyTheJvm();
      default -> throw new IllegalArgumentException("stream " + stream + " of api " + api);
    }
  }

  private static void exitThreeTimes() {
    for (int i = 0; i < 3; i++) {
      expectRefusal(() -> System.exit(7));
      expectRefusal(() -> Runtime.getRuntime().halt(7));
    }
    Thread hook = new Thread(() -> {});
    Runtime.getRuntime().addShutdownHook(hook);
    if (!Runtime.getRuntime().removeShutdownHook(hook)) {
      throw new AssertionError("the JVM is shutting down");
    }
  }

  private static void expectRefusal(Runnable exit) {
    try {
      exit.run();
    } catch (IllegalStateException expected) {
      return;
    }
    throw new AssertionError("the exit was not refused");
  }

  private static void onItsOwnThread(Runnable action) throws InterruptedException {
    Thread thread = new Thread(action, "own");
    thread.start();
    thread.join();
  }

  /** Returns once they are well under way. */
  private static void startNullChecks() throws InterruptedException {
    NULL_CHECKS.start();
    CAUGHT.await();
  }

  /** Each round is a fault that the JVM turns into an exception. */
  private static void checkNulls() {
    while (!stopped) {
      try {
        if (absent.length() == 0) {
          throw new AssertionError("absent has a length");
        }
      } catch (NullPointerException expected) {
        CAUGHT.countDown();
      }
    }
  }

  private static void stopNullChecks() throws InterruptedException {
    stopped = true;
    NULL_CHECKS.join();
  }

  private static void runAProcess() throws IOException, InterruptedException {
    int code = new ProcessBuilder("/bin/sh", "-c", "exit 3").start().waitFor();
    if (code != 3) {
      throw new AssertionError("the process ended with " + code);
    }
  }

  /** Returns once it is being waited for, as the name that the JVM gives to that thread shows. */
  private static void destroyTheJvm() {
    Native.load().destroyTheJvm();
    while (Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals("DestroyJavaVM"))) {
      Thread.yield();
    }
  }
}
