package org.abcistream.cli.read;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.abcistream.cli.option.ExitCode;
import org.abcistream.cli.option.UsageException;
import org.abcistream.cli.output.Console;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code schema}: the messages in the files, for other languages. */
@Command(
    name = "schema",
    description = {
      "Prints the protobuf schema of what is in the files.",
      "A file begins with 8 bytes, big-endian: how many follow. In a data file that is StoreKVPair"
          + " messages, each with its length as a varint before it; in a meta file one"
          + " BlockMetadata."
    },
    footer = {
      "",
      "Example:",
      "  abcistream schema --descriptor-set > abcistream.pb",
      "  tail -c +9 block-1-meta |",
      "    protoc --descriptor_set_in=abcistream.pb --decode cosmos.base.store.v1beta1.BlockMetadata"
    })
public final class SchemaCommand implements Callable<Integer> {
  /** What these names begin with comes with every protoc. */
  private static final String PROTOC_HAS = "google/protobuf/";

  /** In which form. */
  enum Form {
    PROTO,
    DESCRIPTOR_SET
  }

  /** Takes one of the two options; picocli sets each by its method. */
  static final class FormOptions {
    private Form form = Form.PROTO;

    FormOptions() {}

    @Option(
        names = "--proto",
        description = "As the .proto file of these messages; with --out all that it imports, too.")
    void setProto(boolean unused) {
      form = Form.PROTO;
    }

    @Option(
        names = "--descriptor-set",
        description = "As a FileDescriptorSet message, as protoc and grpc tools take it.")
    void setDescriptorSet(boolean unused) {
      form = Form.DESCRIPTOR_SET;
    }
  }

  private final Console console;

  @ArgGroup(multiplicity = "1")
  private FormOptions options = new FormOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write the .proto files below this folder instead of printing them.")
  private @Nullable Path directory;

  /**
   * Makes the verb.
   *
   * @param console where it prints
   */
  public SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (options.form == Form.DESCRIPTOR_SET) {
      if (directory != null) {
        throw new UsageException("--out takes .proto files: give --proto, or leave it out");
      }
      FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
      files().forEach(file -> set.addFile(file.toProto()));
      console.out().write(ByteBuffer.wrap(set.build().toByteArray()));
    } else if (directory == null) {
      console.out().write(ByteBuffer.wrap(source(root())));
    } else {
      writeSources(directory);
    }
    console.out().flush();
    return ExitCode.GOOD;
  }

  private static void writeSources(Path directory) throws IOException {
    for (FileDescriptor file : files()) {
      if (!file.getName().startsWith(PROTOC_HAS)) {
        Path target = directory.resolve(file.getName());
        Files.createDirectories(target.getParent());
        Files.write(target, source(file));
      }
    }
  }

  /** No constant, since it takes a tenth of a second, and this class is loaded for every verb. */
  private static FileDescriptor root() {
    return BlockMetadata.getDescriptor().getFile();
  }

  /** Each file behind those that it imports. */
  private static Set<FileDescriptor> files() {
    Set<FileDescriptor> files = new LinkedHashSet<>();
    collect(root(), files);
    return files;
  }

  private static void collect(FileDescriptor file, Set<FileDescriptor> files) {
    file.getDependencies().forEach(imported -> collect(imported, files));
    files.add(file);
  }

  private static byte[] source(FileDescriptor file) throws IOException {
    try (InputStream source = BlockMetadata.class.getResourceAsStream("/" + file.getName())) {
      if (source == null) {
        throw new IOException(
            "%s is not in this installation's jar: install abcistream anew"
                .formatted(file.getName()));
      }
      return source.readAllBytes();
    }
  }
}
