package org.abcistream.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the operator is told of an exception. */
final class Failures {
  private Failures() {}

  /** The exception's own sentence; one that is but a file's name is completed. */
  static String sentence(Exception failure) {
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist: check the path";
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + " is not yours to use: run this as its owner";
    }
    if (failure instanceof FileSystemException other && other.getReason() != null) {
      return other.getFile() + ": " + other.getReason();
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.toString() : message;
  }
}
