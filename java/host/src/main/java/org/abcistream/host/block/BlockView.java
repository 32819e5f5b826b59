package org.abcistream.host.block;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.abcistream.api.Block;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.Payload;

/** A block that a service may read until the host {@linkplain #invalidate() takes it back}. */
public final class BlockView implements Block {
  private final Lease lease;
  private final long height;
  private final byte[] appHash;
  private final List<ChangeSet> changeSets;
  private final Payload data;
  private final Payload metadata;

  BlockView(
      Lease lease,
      long height,
      byte[] appHash,
      List<ChangeSet> changeSets,
      Payload data,
      Payload metadata) {
    this.lease = lease;
    this.height = height;
    this.appHash = appHash;
    this.changeSets = Collections.unmodifiableList(changeSets);
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

  @Override
  public List<ChangeSet> changeSets() {
    lease.check();
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
