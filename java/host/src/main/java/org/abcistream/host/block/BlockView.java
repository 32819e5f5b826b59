package org.abcistream.host.block;

import java.nio.ByteBuffer;
import java.util.List;
import org.abcistream.api.Block;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.Payload;
import org.jspecify.annotations.Nullable;

/** A block that a service may read until the host {@linkplain #invalidate() takes it back}. */
public final class BlockView implements Block {
  private final Lease lease;
  private final BlockReader reader;
  private final long height;
  private final byte[] appHash;
  private final Payload data;
  private final Payload metadata;

  /** Null until somebody has asked for them. */
  private @Nullable List<ChangeSet> changeSets;

  BlockView(
      Lease lease,
      BlockReader reader,
      long height,
      byte[] appHash,
      Payload data,
      Payload metadata) {
    this.lease = lease;
    this.reader = reader;
    this.height = height;
    this.appHash = appHash;
    this.data = data;
    this.metadata = metadata;
  }

  /** From now on the block and every view of it throw. */
  public void invalidate() {
    lease.end();
  }

  @Override
  public long height() {
    lease.check();
    return height;
  }

  @Override
  public ByteBuffer appHash() {
    lease.check();
    return ByteBuffer.wrap(appHash).asReadOnlyBuffer();
  }

  /** The app hash itself, for the host, which leaves it as it is. */
  public byte[] appHashBytes() {
    return appHash;
  }

  @Override
  public List<ChangeSet> changeSets() {
    lease.check();
    if (changeSets == null) {
      changeSets = reader.changeSets(lease);
    }
    return changeSets;
  }

  @Override
  public Payload data() {
    lease.check();
    return data;
  }

  @Override
  public Payload metadata() {
    lease.check();
    return metadata;
  }
}
