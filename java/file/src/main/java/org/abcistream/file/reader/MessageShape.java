package org.abcistream.file.reader;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.Map;
import org.abcistream.proto.cosmos.base.store.v1beta1.BlockMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What the encoding of a message must look like, taken from the generated classes once: a walk over
 * megabytes of metadata then makes no object.
 */
final class MessageShape {
  /** Of the whole metadata of a block. */
  static final MessageShape BLOCK_METADATA = of(BlockMetadata.getDescriptor(), new HashMap<>());

  /** By number; numbers that have no field are null. */
  private @Nullable Field[] fields = {};

  private MessageShape() {}

  /** The field with a number; null when none is known. */
  @Nullable Field field(int number) {
    return number < fields.length ? fields[number] : null;
  }

  private static MessageShape of(Descriptor message, Map<String, MessageShape> known) {
    MessageShape shape = known.get(message.getFullName());
    if (shape == null) {
      shape = new MessageShape();
      known.put(message.getFullName(), shape);
      int last = message.getFields().stream().mapToInt(FieldDescriptor::getNumber).max().orElse(0);
      shape.fields = new @Nullable Field[last + 1];
      for (FieldDescriptor field : message.getFields()) {
        shape.fields[field.getNumber()] = Field.of(field, known);
      }
    }
    return shape;
  }

  /**
   * One field.
   *
   * @param wireType how it is encoded
   * @param isRepeated whether it may be there again
   * @param leavesOutDefault whether it is not there when it has its default
   * @param range which numbers a varint may be
   * @param message what is in it; null when that is no message
   */
  record Field(
      int wireType,
      boolean isRepeated,
      boolean leavesOutDefault,
      Range range,
      @Nullable MessageShape message) {
    private static Field of(FieldDescriptor field, Map<String, MessageShape> known) {
      boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      return new Field(
          field.isPacked() ? WireFields.BYTES : field.getLiteType().getWireType(),
          field.isRepeated() && !field.isPacked(),
          !field.hasPresence() && (!field.isRepeated() || field.isPacked()),
          Range.of(field),
          isMessage ? MessageShape.of(field.getMessageType(), known) : null);
    }
  }

  /** Which numbers a varint may be. */
  enum Range {
    BOOL,
    INT32,
    UINT32,
    ANY;

    private static Range of(FieldDescriptor field) {
      return switch (field.getType()) {
        case BOOL -> BOOL;
        case INT32, ENUM -> INT32;
        case UINT32, SINT32 -> UINT32;
        default -> ANY;
      };
    }

    boolean has(long value) {
      return switch (this) {
        case BOOL -> value == 0 || value == 1;
        case INT32 -> value == (int) value;
        case UINT32 -> value >>> Integer.SIZE == 0;
        case ANY -> true;
      };
    }
  }
}
