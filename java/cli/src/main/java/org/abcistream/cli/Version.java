package org.abcistream.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  Version() {}

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "abcistream " + (version == null ? "(not packaged)" : version),
      "Java %s, %s".formatted(System.getProperty("java.version"), System.getProperty("java.home"))
    };
  }
}
