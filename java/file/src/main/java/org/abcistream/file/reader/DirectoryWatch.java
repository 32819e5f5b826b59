package org.abcistream.file.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sleeps until something may have changed in a directory. The system tells of changes on local file
 * systems only, and of none when its watches are used up; so no sleep is longer than the time
 * between two polls.
 */
final class DirectoryWatch implements Closeable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final @Nullable WatchService watches;

  private DirectoryWatch(@Nullable WatchService watches) {
    this.watches = watches;
  }

  static DirectoryWatch of(Path directory) {
    WatchService watches;
    try {
      watches = directory.getFileSystem().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      return new DirectoryWatch(null);
    }
    try {
      directory.register(watches, StandardWatchEventKinds.ENTRY_CREATE);
      return new DirectoryWatch(watches);
    } catch (IOException | UnsupportedOperationException e) {
      return new DirectoryWatch(closed(watches));
    }
  }

  private static @Nullable WatchService closed(WatchService watches) {
    try {
      watches.close();
    } catch (IOException e) {
      // It watches nothing, and polling goes on without it.
    }
    return null;
  }

  /** Returns at a change, at the next poll or after so many nanoseconds, whichever comes first. */
  void await(long nanos) throws InterruptedException {
    long sleep = Math.min(nanos, POLL.toNanos());
    if (watches == null) {
      TimeUnit.NANOSECONDS.sleep(sleep);
      return;
    }
    WatchKey key = watches.poll(sleep, TimeUnit.NANOSECONDS);
    if (key != null) {
      // What has changed is seen in the directory itself, since events can get lost.
      key.pollEvents();
      key.reset();
    }
  }

  @Override
  public void close() throws IOException {
    if (watches != null) {
      watches.close();
    }
  }
}
