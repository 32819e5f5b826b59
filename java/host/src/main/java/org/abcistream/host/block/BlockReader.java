package org.abcistream.host.block;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.StoreKey;
import org.abcistream.host.mapping.HostLibrary;

/**
 * Reads published blocks for one service, on its thread: which of the native chunks hold the stores
 * that it wants, and which the metadata.
 */
public final class BlockReader {
  private final List<StoreKey> storeKeys;
  private final int[] ranks;
  private final int storeCount;
  private final ChunkBuffers chunkBuffers = new ChunkBuffers();
  private final NativeTable blockTable = new NativeTable();
  private final NativeTable segmentTable = new NativeTable();
  private final NativeTable chunkTable = new NativeTable();
  private final NativeTable appHashTable = new NativeTable();

  /** The descriptors of the segments of the block that was read last. */
  private ByteBuffer segments = ByteBuffer.allocateDirect(0);

  /* The buffers of the block that was read last, and how many of their bytes are its: those of the
   * wanted stores, in order, then those of the metadata. Views refer to runs of them. */
  private ByteBuffer[] buffers = new ByteBuffer[64];
  private int[] sizes = new int[64];
  private int bufferCount;

  /**
   * @param storeKeys the stores that the service wants, in ascending order
   * @param stores all stores of the node, in ascending order: the order of a block's segments
   */
  public BlockReader(List<StoreKey> storeKeys, List<StoreKey> stores) {
    this.storeKeys = List.copyOf(storeKeys);
    this.ranks = storeKeys.stream().mapToInt(stores::indexOf).toArray();
    this.storeCount = stores.size();
  }

  /**
   * The block at an address that the native side has given out. Earlier views must have been {@link
   * BlockView#invalidate invalidated}.
   */
  public BlockView read(long address) {
    ByteBuffer block = blockTable.at(address, BlockLayout.BLOCK_SIZE);
    long segmentCount = block.getLong(BlockLayout.SEGMENT_COUNT);
    segments =
        segmentTable.at(
            block.getLong(BlockLayout.SEGMENTS), segmentCount * BlockLayout.SEGMENT_SIZE);
    long chunkCount = block.getLong(BlockLayout.CHUNK_COUNT);
    ByteBuffer chunks =
        chunkCount == 0
            ? block
            : chunkTable.at(block.getLong(BlockLayout.CHUNKS), chunkCount * BlockLayout.CHUNK_SIZE);
    bufferCount = 0;
    Lease lease = new Lease(block.getLong(BlockLayout.HEIGHT));
    long dataBytes = 0;
    for (int rank : ranks) {
      dataBytes += addSegment(chunks, rank);
    }
    PayloadView data = new PayloadView(lease, this, 0, bufferCount, dataBytes);
    long metadataBytes = 0;
    for (int part = 0; part < HostLibrary.ABCISTREAM_METADATA_SEGMENTS; part++) {
      metadataBytes += addSegment(chunks, storeCount + part);
    }
    int first = data.bufferCount();
    PayloadView metadata = new PayloadView(lease, this, first, bufferCount - first, metadataBytes);
    return new BlockView(
        lease, this, block.getLong(BlockLayout.HEIGHT), appHash(block), data, metadata);
  }

  /**
   * The change sets of the block that was read last. Made when somebody asks for them: for a
   * service that copies whole payloads they would be most of a block's garbage.
   */
  List<ChangeSet> changeSets(Lease lease) {
    ChangeSet[] changeSets = new ChangeSet[ranks.length];
    int firstBuffer = 0;
    for (int i = 0; i < ranks.length; i++) {
      int at = ranks[i] * BlockLayout.SEGMENT_SIZE;
      int buffersOfStore = (int) segments.getLong(at + BlockLayout.SEGMENT_CHUNK_COUNT);
      changeSets[i] =
          new ChangeSetView(
              lease,
              this,
              storeKeys.get(i),
              segments.getLong(at + BlockLayout.SEGMENT_PAIRS),
              segments.getLong(at + BlockLayout.SEGMENT_DELETES),
              firstBuffer,
              buffersOfStore,
              segments.getLong(at + BlockLayout.SEGMENT_BYTES));
      firstBuffer += buffersOfStore;
    }
    return List.of(changeSets);
  }

  /** A buffer of the block that was read last, over just its bytes. */
  ByteBuffer buffer(int index) {
    return buffers[index].limit(sizes[index]).position(0);
  }

  private long addSegment(ByteBuffer chunks, int index) {
    int at = index * BlockLayout.SEGMENT_SIZE;
    int first = (int) segments.getLong(at + BlockLayout.SEGMENT_FIRST_CHUNK);
    int count = (int) segments.getLong(at + BlockLayout.SEGMENT_CHUNK_COUNT);
    for (int i = first; i < first + count; i++) {
      addChunk(chunks, i * BlockLayout.CHUNK_SIZE);
    }
    return segments.getLong(at + BlockLayout.SEGMENT_BYTES);
  }

  private void addChunk(ByteBuffer chunks, int at) {
    if (bufferCount == buffers.length) {
      buffers = Arrays.copyOf(buffers, 2 * bufferCount);
      sizes = Arrays.copyOf(sizes, 2 * bufferCount);
    }
    buffers[bufferCount] =
        chunkBuffers.get(
            chunks.getLong(at + BlockLayout.CHUNK_ID),
            chunks.getLong(at + BlockLayout.CHUNK_DATA),
            chunks.getLong(at + BlockLayout.CHUNK_CAPACITY));
    sizes[bufferCount] = (int) chunks.getLong(at + BlockLayout.CHUNK_SIZE_USED);
    bufferCount++;
  }

  private byte[] appHash(ByteBuffer block) {
    int size = (int) block.getLong(BlockLayout.APP_HASH_SIZE);
    byte[] hash = new byte[size];
    if (size > 0) {
      appHashTable.at(block.getLong(BlockLayout.APP_HASH), size).get(0, hash);
    }
    return hash;
  }
}
