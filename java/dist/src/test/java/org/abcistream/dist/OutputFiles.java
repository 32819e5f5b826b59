package org.abcistream.dist;

import static java.util.stream.Collectors.toCollection;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a file service has left in its directory. */
final class OutputFiles {
  private OutputFiles() {}

  /** The files that consumers see: their names and all of their bytes. */
  static NavigableMap<String, ByteString> in(Path directory) throws IOException {
    NavigableMap<String, ByteString> files = new TreeMap<>();
    for (String name : namesIn(directory)) {
      if (!isHidden(name)) {
        files.put(name, ByteString.copyFrom(Files.readAllBytes(directory.resolve(name))));
      }
    }
    return files;
  }

  /** The names of the service's own files. */
  static Set<String> hiddenIn(Path directory) throws IOException {
    Set<String> names = namesIn(directory);
    names.removeIf(name -> !isHidden(name));
    return names;
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".");
  }

  private static Set<String> namesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).collect(toCollection(TreeSet::new));
    }
  }
}
