package org.abcistream.testkit.mapping;

import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.javacpp.tools.Info;
import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/**
 * Tells JavaCPP how to map {@code abcistream/abcistream.h} into {@code NodeLibrary}: what a node
 * calls. This glue links the native library, as a node does.
 */
@Properties(
    value =
        @Platform(
            include = "abcistream/abcistream.h",
            link = "abcistream@.0",
            library = "jniabcistream_node"),
    target = "org.abcistream.testkit.mapping.NodeLibrary")
@NoException
public class NodePreset implements InfoMapper {
  @Override
  public void map(InfoMap infoMap) {
    infoMap
        .put(new Info("abcistream").pointerTypes("Stream"))
        .put(struct("abcistream_bytes", "Bytes"))
        .put(struct("abcistream_error", "NodeError"))
        .put(struct("abcistream_options", "Options"))
        .put(listOfStrings("stores"))
        .put(listOfStrings("jvm_options"))
        .put(struct("abcistream_log_record", "LogRecord"))
        .put(
            new Info("abcistream_log_callback")
                .valueTypes("LogCallback")
                .pointerTypes("LogCallback"))
        .put(
            function(
                "abcistream_open",
                "@ByPtrPtr Stream stream, @Const Options options, NodeError error"))
        .put(
            function(
                "abcistream_last_height",
                "@Cast(\"int64_t*\") LongPointer height, @Const Stream stream, NodeError error"))
        .put(
            function(
                "abcistream_reserve",
                "@Cast(\"uint8_t**\") @ByPtrPtr BytePointer room, Stream stream, @Cast(\"uint32_t\") int store, @Cast(\"size_t\") long size, NodeError error"))
        .put(new Info("ABCISTREAM_EXPORT").cppTypes().annotations())
        // The parser does not expand the list from which the header makes its statuses.
        .put(new Info("abcistream_status").skip().cast().valueTypes("int"));
  }

  /** With a constructor that allocates, since JavaCPP knows the size only of what it allocates. */
  private static Info struct(String name, String javaName) {
    return new Info(name).pointerTypes(javaName);
  }

  /** JavaCPP would declare these with a raw type and without a setter. */
  private static Info listOfStrings(String member) {
    String type = "@Cast(\"const char*const*\") PointerPointer<BytePointer>";
    return new Info("abcistream_options::" + member)
        .javaText(
            "@MemberGetter public native %2$s %1$s(); @MemberSetter public native Options %1$s(%2$s setter);"
                .formatted(member, type));
  }

  /** JavaCPP would declare these with a raw type, or more than once. */
  private static Info function(String name, String parameters) {
    return new Info(name).javaText("public static native int %s(%s);".formatted(name, parameters));
  }
}
