package org.abcistream.proto;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import org.abcistream.api.Block;
import org.abcistream.api.ChangeSet;
import org.abcistream.api.StoreKey;
import org.abcistream.proto.cosmos.base.store.v1beta1.StoreKVPair;

/** A block as a service gets it, its bytes in direct memory. */
record DirectBlock(
    long height,
    ByteBuffer appHash,
    List<ChangeSet> changeSets,
    DirectPayload data,
    DirectPayload metadata)
    implements Block {

  static DirectBlock of(
      long height, ByteString appHash, DirectPayload metadata, List<StoreKVPair> pairs) {
    List<ChangeSet> changeSets =
        pairs.stream()
            .collect(groupingBy(pair -> new StoreKey(pair.getStoreKey()), TreeMap::new, toList()))
            .entrySet()
            .stream()
            .<ChangeSet>map(store -> new DirectChangeSet(store.getKey(), store.getValue()))
            .toList();
    return new DirectBlock(
        height,
        DirectPayload.direct(appHash).asReadOnlyBuffer(),
        changeSets,
        DirectPayload.of(DirectChangeSet.delimited(pairs)),
        metadata);
  }
}
