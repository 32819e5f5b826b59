package org.abcistream.cli.convert;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages. Parquet's own compressor loads classes of Hadoop. What is returned is valid
 * until the next call, by which time the page store has copied it. For one thread.
 */
final class ZstdCompressor implements BytesInputCompressor {
  /** The fastest of the usual levels: pages are 3 percent larger than at zstd's default. */
  private static final int LEVEL = 1;

  private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);
  private final PageBuffer plain = new PageBuffer();
  private ByteBuffer compressed = ByteBuffer.allocateDirect(0);

  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    int size = Math.toIntExact(page.size());
    plain.clear(size);
    page.writeAllTo(plain);
    compressed = cleared(compressed, Math.toIntExact(Zstd.compressBound(size)));
    context.compress(compressed, plain.bytes.flip());
    return BytesInput.from(compressed.flip());
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.ZSTD;
  }

  @Override
  public void release() {
    context.close();
  }

  private static ByteBuffer cleared(ByteBuffer buffer, int size) {
    return buffer.capacity() >= size ? buffer.clear() : ByteBuffer.allocateDirect(size);
  }

  /** Gathers the pieces of a page outside the heap, where the compressor wants it. */
  private static final class PageBuffer extends OutputStream {
    private ByteBuffer bytes = ByteBuffer.allocateDirect(0);

    void clear(int size) {
      bytes = cleared(bytes, size);
    }

    @Override
    public void write(int value) {
      bytes.put((byte) value);
    }

    @Override
    public void write(byte[] source, int offset, int size) {
      bytes.put(source, offset, size);
    }
  }
}
