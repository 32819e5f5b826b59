package org.abcistream.host.mapping;

import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.javacpp.tools.Info;
import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/**
 * Tells JavaCPP how to map {@code abcistream/host.h} into {@code HostLibrary}. The glue links
 * against nothing of the native library: it calls through the table of functions whose address it
 * is given.
 */
@Properties(
    value = @Platform(include = "abcistream/host.h", library = "jniabcistream"),
    target = "org.abcistream.host.mapping.HostLibrary")
@NoException
public class HostPreset implements InfoMapper {
  @Override
  public void map(InfoMap infoMap) {
    infoMap
        .put(new Info("abcistream_host_api").pointerTypes("HostApi").purify().immutable())
        .put(new Info("abcistream_host_api::add_service").pointerTypes("AddService"))
        .put(new Info("abcistream_host_api::opened").pointerTypes("Opened"))
        .put(new Info("abcistream_host_api::next").pointerTypes("Next"))
        .put(new Info("abcistream_host_api::done").pointerTypes("Done"))
        .put(new Info("abcistream_host_api::detach").pointerTypes("Detach"))
        .put(new Info("abcistream_host_api::left").pointerTypes("Left"))
        .put(new Info("abcistream_host_api::log").pointerTypes("Log"))
        .put(new Info("abcistream_host_stream").pointerTypes("HostStream").purify().immutable())
        .put(listOfStrings("stores"))
        .put(listOfStrings("jvm_options"))
        .put(new Info("abcistream_block").pointerTypes("NativeBlock").purify().immutable())
        .put(new Info("abcistream_segment").pointerTypes("NativeSegment").purify().immutable())
        .put(new Info("abcistream_chunk").pointerTypes("NativeChunk").purify().immutable());
  }

  /** JavaCPP would declare these with a raw type, which our compiler settings refuse. */
  private static Info listOfStrings(String member) {
    return new Info("abcistream_host_stream::" + member)
        .javaText(
            "@MemberGetter public native @Cast(\"const char*const*\") PointerPointer<BytePointer> "
                + member
                + "();");
  }
}
