package org.abcistream.file.reader;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.abcistream.file.reader.MessageShape.Field;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is wrong with one {@code BlockMetadata} after the other, down to the fields of the
 * innermost message. What is only bytes there, such as a transaction, is not looked into.
 */
final class MetadataCheck {
  /** Messages in each other; those that are known come nowhere near. */
  private static final int MAX_DEPTH = 100;

  /** Where the height is: in the begin block's header, the end block, the finalize block. */
  private static final int[][] HEIGHTS = {{1, 2, 3}, {4, 1}, {7, 5}};

  private static final int FIRST_GENERATION = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5;
  private static final int SECOND_GENERATION = 1 << 7 | 1 << 8;

  /** The fields of requests whose responses are the fields behind them. */
  private static final int[] REQUESTS = {1, 4, 7};

  private static final int BOTH = 0b11;

  private final Strictness strictness;

  /** One for each message in a message. */
  private final List<WireFields> levels = new ArrayList<>();

  private ByteBuffer bytes = ByteBuffer.allocate(0);

  MetadataCheck(Strictness strictness) {
    this.strictness = strictness;
  }

  /**
   * Walks a message.
   *
   * @param found takes what is not fatal
   * @throws MalformedMessageException if it is no message
   */
  void check(ByteBuffer buffer, int from, int to, long height, Report found)
      throws MalformedMessageException {
    bytes = buffer;
    walk(MessageShape.BLOCK_METADATA, from, to, 0, found);
    for (int[] path : HEIGHTS) {
      OptionalLong inside = numberAt(path, from, to);
      if (inside.isPresent() && inside.getAsLong() != height) {
        found.add(
            from,
            FindingKind.WRONG_HEIGHT,
            "the metadata is that of height %d, the name says %d: one of the two is wrong"
                .formatted(inside.getAsLong(), height));
      }
    }
  }

  private void walk(MessageShape shape, int from, int to, int depth, Report found)
      throws MalformedMessageException {
    WireFields fields = level(depth, from);
    fields.over(bytes, from, to);
    int before = 0;
    int seen = 0;
    while (fields.next()) {
      Field field = shape.field(fields.number());
      String fault = strictness == Strictness.LENIENT ? "" : faultOf(field, fields, before);
      if (!fault.isEmpty()) {
        found.add(
            fields.start(),
            FindingKind.NOT_CANONICAL,
            "field %d is valid, but %s, which the service and the reference never write"
                .formatted(fields.number(), fault));
      }
      before = fields.number();
      seen |= field == null ? 0 : 1 << before;
      if (field != null && field.message() != null && fields.wireType() == WireFields.BYTES) {
        walk(field.message(), fields.offset(), fields.position(), depth + 1, found);
      }
    }
    if (depth == 0 && strictness == Strictness.CANONICAL) {
      checkHooks(seen, from, found);
    }
  }

  /**
   * Each hook leaves its request and its response, and no node has the hooks of both generations.
   */
  private static void checkHooks(int seen, int position, Report found) {
    if ((seen & FIRST_GENERATION) != 0 && (seen & SECOND_GENERATION) != 0) {
      found.add(
          position,
          FindingKind.NOT_CANONICAL,
          "fields of nodes before SDK v0.50 are there, and those of nodes after it");
    }
    for (int request : REQUESTS) {
      int hook = (seen >> request) & BOTH;
      if (hook != 0 && hook != BOTH) {
        found.add(
            position,
            FindingKind.NOT_CANONICAL,
            "of the fields %d and %d, one hook's request and response, only one is there"
                .formatted(request, request + 1));
      }
    }
  }

  /** What is not as it is written, as a phrase; empty when nothing is. */
  private static String faultOf(@Nullable Field field, WireFields fields, int before) {
    if (field == null) {
      return "not known";
    }
    if (fields.wireType() != field.wireType()) {
      return "of wire type %d".formatted(fields.wireType());
    }
    if (fields.number() < before) {
      return "behind field %d".formatted(before);
    }
    if (fields.number() == before && !field.isRepeated()) {
      return "there again";
    }
    if (!fields.isMinimal()) {
      return "has a number with more bytes than it needs";
    }
    if (field.leavesOutDefault() && isDefault(fields)) {
      return "there with its default";
    }
    return fields.wireType() == WireFields.VARINT && !field.range().has(fields.value())
        ? "has the number %d".formatted(fields.value())
        : "";
  }

  private static boolean isDefault(WireFields fields) {
    return switch (fields.wireType()) {
      case WireFields.VARINT -> fields.value() == 0;
      case WireFields.BYTES -> fields.size() == 0;
      default -> false;
    };
  }

  /** The number at the end of a path of fields; empty when some field of it is not there. */
  private OptionalLong numberAt(int[] path, int from, int to) throws MalformedMessageException {
    int begin = from;
    int end = to;
    for (int i = 0; i < path.length - 1; i++) {
      if (!find(path[i], WireFields.BYTES, begin, end)) {
        return OptionalLong.empty();
      }
      begin = levels.get(0).offset();
      end = levels.get(0).position();
    }
    return find(path[path.length - 1], WireFields.VARINT, begin, end)
        ? OptionalLong.of(levels.get(0).value())
        : OptionalLong.empty();
  }

  private boolean find(int number, int wireType, int from, int to)
      throws MalformedMessageException {
    WireFields fields = levels.get(0);
    fields.over(bytes, from, to);
    while (fields.next()) {
      if (fields.is(number, wireType)) {
        return true;
      }
    }
    return false;
  }

  private WireFields level(int depth, int position) throws MalformedMessageException {
    if (depth == MAX_DEPTH) {
      throw new MalformedMessageException(
          position, "more than %d messages lie in each other".formatted(MAX_DEPTH));
    }
    if (depth == levels.size()) {
      levels.add(new WireFields());
    }
    return levels.get(depth);
  }

  /** Takes what is found. */
  interface Report {
    /**
     * Takes one thing.
     *
     * @param position where in the buffer
     */
    void add(int position, FindingKind kind, String sentence);
  }
}
