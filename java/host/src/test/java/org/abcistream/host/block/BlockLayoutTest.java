package org.abcistream.host.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.abcistream.host.mapping.HostLibrary;
import org.abcistream.host.mapping.HostLibrary.NativeBlock;
import org.abcistream.host.mapping.HostLibrary.NativeChunk;
import org.abcistream.host.mapping.HostLibrary.NativeSegment;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The offsets that are written by hand, held against those of the C compiler: what is put at an
 * offset comes out of the getter that JavaCPP has generated from the header.
 */
class BlockLayoutTest {
  private final BytePointer memory = new BytePointer(BlockLayout.BLOCK_SIZE);
  private final ByteBuffer fields = memory.asByteBuffer().order(ByteOrder.nativeOrder());

  /** Native memory can be had only when the glue is loaded. */
  @BeforeAll
  static void loadTheGlue() {
    Loader.load(HostLibrary.class);
  }

  @AfterEach
  void giveBack() {
    memory.close();
  }

  @Test
  void aBlockIsReadWhereTheCompilerHasPutIt() {
    NativeBlock block = new NativeBlock(memory);
    fields
        .putLong(BlockLayout.HEIGHT, 101)
        .putLong(BlockLayout.SEQUENCE, 102)
        .putLong(BlockLayout.SEGMENT_COUNT, 103)
        .putLong(BlockLayout.CHUNK_COUNT, 104)
        .putLong(BlockLayout.APP_HASH_SIZE, 105)
        .putLong(BlockLayout.APP_HASH, 106)
        .putLong(BlockLayout.SEGMENTS, 107)
        .putLong(BlockLayout.CHUNKS, 108);
    assertThat(block.height()).isEqualTo(101);
    assertThat(block.sequence()).isEqualTo(102);
    assertThat(block.segment_count()).isEqualTo(103);
    assertThat(block.chunk_count()).isEqualTo(104);
    assertThat(block.app_hash_size()).isEqualTo(105);
    assertThat(block.app_hash()).extracting(Pointer::address).isEqualTo(106L);
    assertThat(block.segments()).extracting(Pointer::address).isEqualTo(107L);
    assertThat(block.chunks()).extracting(Pointer::address).isEqualTo(108L);
  }

  @Test
  void aSegmentIsReadWhereTheCompilerHasPutIt() {
    NativeSegment segment = new NativeSegment(memory);
    fields
        .putLong(BlockLayout.SEGMENT_PAIRS, 201)
        .putLong(BlockLayout.SEGMENT_DELETES, 202)
        .putLong(BlockLayout.SEGMENT_BYTES, 203)
        .putLong(BlockLayout.SEGMENT_FIRST_CHUNK, 204)
        .putLong(BlockLayout.SEGMENT_CHUNK_COUNT, 205);
    assertThat(segment.pairs()).isEqualTo(201);
    assertThat(segment.deletes()).isEqualTo(202);
    assertThat(segment.bytes()).isEqualTo(203);
    assertThat(segment.first_chunk()).isEqualTo(204);
    assertThat(segment.chunk_count()).isEqualTo(205);
  }

  @Test
  void aChunkIsReadWhereTheCompilerHasPutIt() {
    NativeChunk chunk = new NativeChunk(memory);
    fields
        .putLong(BlockLayout.CHUNK_DATA, 301)
        .putLong(BlockLayout.CHUNK_SIZE_USED, 302)
        .putLong(BlockLayout.CHUNK_CAPACITY, 303)
        .putLong(BlockLayout.CHUNK_ID, 304);
    assertThat(chunk.data()).extracting(Pointer::address).isEqualTo(301L);
    assertThat(chunk.size()).isEqualTo(302);
    assertThat(chunk._capacity()).isEqualTo(303);
    assertThat(chunk.id()).isEqualTo(304);
  }

  @Test
  void elementsOfATableAreAsFarApartAsInC() {
    assertThat(BlockLayout.SEGMENT_SIZE).isEqualTo(Loader.sizeof(NativeSegment.class));
    assertThat(BlockLayout.CHUNK_SIZE).isEqualTo(Loader.sizeof(NativeChunk.class));
  }
}
