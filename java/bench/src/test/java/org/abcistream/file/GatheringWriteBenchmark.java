package org.abcistream.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.abcistream.api.Payload;
import org.abcistream.bench.BenchFolder;
import org.abcistream.bench.HeldBlock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The pairs of a block, written to a file that is open already and as long already. */
@State(Scope.Benchmark)
public class GatheringWriteBenchmark {
  private final PayloadWriter writer = new PayloadWriter();
  private BenchFolder folder;
  private FileChannel channel;
  private ByteBuffer copy;

  /** Opens the file, and copies the bytes once. */
  @Setup
  public void open(HeldBlock held) throws IOException {
    folder = BenchFolder.make();
    channel =
        FileChannel.open(
            folder.path().resolve("block"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Payload data = held.block().data();
    copy = ByteBuffer.allocateDirect(Math.toIntExact(Long.BYTES + data.size()));
    copy.putLong(data.size());
    for (int i = 0; i < data.bufferCount(); i++) {
      copy.put(data.buffer(i));
    }
  }

  /** Removes the file. */
  @TearDown
  public void close() throws IOException {
    channel.close();
    folder.close();
  }

  /** As the file service does it, from the chunks of native memory. */
  @Benchmark
  public long gather(HeldBlock held) throws IOException {
    writer.write(channel.position(0), held.block().data());
    return channel.position();
  }

  /** The bound: the same bytes from one buffer. */
  @Benchmark
  public long writeBuffer() throws IOException {
    channel.position(0).write(copy.rewind());
    return channel.position();
  }
}
