/* Prints what a node or a jar that was built against the public headers relies on: the sizes of the
 * structs, where their fields lie, and the values of the constants. */
#include <abcistream/abcistream.h>
#include <abcistream/host.h>
#include <stddef.h>
#include <stdio.h>

#define STRUCT(type) printf("struct %s %zu\n", #type, sizeof(type))
#define FIELD(type, field) \
  printf("field %s.%s %zu %zu\n", #type, #field, offsetof(type, field), sizeof(((type *)0)->field))
#define CONSTANT(name) printf("constant %s %d\n", #name, (int)(name))

static void print_statuses(void) {
#define STATUS(name, value, text) CONSTANT(ABCISTREAM_##name);
  ABCISTREAM_STATUS_MAP(STATUS)
#undef STATUS
}

static void print_node_side(void) {
  CONSTANT(ABCISTREAM_ERROR_SIZE);
  CONSTANT(ABCISTREAM_LOG_TRACE);
  CONSTANT(ABCISTREAM_LOG_DEBUG);
  CONSTANT(ABCISTREAM_LOG_INFO);
  CONSTANT(ABCISTREAM_LOG_WARN);
  CONSTANT(ABCISTREAM_LOG_ERROR);
  STRUCT(abcistream_error);
  FIELD(abcistream_error, status);
  FIELD(abcistream_error, message);
  STRUCT(abcistream_bytes);
  FIELD(abcistream_bytes, data);
  FIELD(abcistream_bytes, size);
  STRUCT(abcistream_log_record);
  FIELD(abcistream_log_record, struct_size);
  FIELD(abcistream_log_record, level);
  FIELD(abcistream_log_record, time_unix_ns);
  FIELD(abcistream_log_record, stream);
  FIELD(abcistream_log_record, logger);
  FIELD(abcistream_log_record, message);
  STRUCT(abcistream_options);
  FIELD(abcistream_options, struct_size);
  FIELD(abcistream_options, name);
  FIELD(abcistream_options, home);
  FIELD(abcistream_options, chain_id);
  FIELD(abcistream_options, node_height);
  FIELD(abcistream_options, config);
  FIELD(abcistream_options, config_name);
  FIELD(abcistream_options, env_prefix);
  FIELD(abcistream_options, stores);
  FIELD(abcistream_options, store_count);
  FIELD(abcistream_options, install_dir);
  FIELD(abcistream_options, java_home);
  FIELD(abcistream_options, class_path);
  FIELD(abcistream_options, jvm_options);
  FIELD(abcistream_options, jvm_option_count);
  FIELD(abcistream_options, log);
  FIELD(abcistream_options, log_user_data);
}

static void print_java_side(void) {
  CONSTANT(ABCISTREAM_HOST_ABI_VERSION);
  CONSTANT(ABCISTREAM_METADATA_SEGMENTS);
  CONSTANT(ABCISTREAM_SERVICE_ASYNC);
  CONSTANT(ABCISTREAM_SERVICE_STOPS_NODE);
  STRUCT(abcistream_chunk);
  FIELD(abcistream_chunk, data);
  FIELD(abcistream_chunk, size);
  FIELD(abcistream_chunk, capacity);
  FIELD(abcistream_chunk, id);
  STRUCT(abcistream_segment);
  FIELD(abcistream_segment, pairs);
  FIELD(abcistream_segment, deletes);
  FIELD(abcistream_segment, bytes);
  FIELD(abcistream_segment, first_chunk);
  FIELD(abcistream_segment, chunk_count);
  STRUCT(abcistream_block);
  FIELD(abcistream_block, height);
  FIELD(abcistream_block, sequence);
  FIELD(abcistream_block, segment_count);
  FIELD(abcistream_block, chunk_count);
  FIELD(abcistream_block, app_hash_size);
  FIELD(abcistream_block, app_hash);
  FIELD(abcistream_block, segments);
  FIELD(abcistream_block, chunks);
  STRUCT(abcistream_host_stream);
  FIELD(abcistream_host_stream, name);
  FIELD(abcistream_host_stream, home);
  FIELD(abcistream_host_stream, chain_id);
  FIELD(abcistream_host_stream, config);
  FIELD(abcistream_host_stream, config_name);
  FIELD(abcistream_host_stream, env_prefix);
  FIELD(abcistream_host_stream, node_height);
  FIELD(abcistream_host_stream, store_count);
  FIELD(abcistream_host_stream, stores);
  FIELD(abcistream_host_stream, jvm_home);
  FIELD(abcistream_host_stream, jvm_class_path);
  FIELD(abcistream_host_stream, jvm_option_count);
  FIELD(abcistream_host_stream, jvm_options);
  STRUCT(abcistream_host_api);
  FIELD(abcistream_host_api, abi_version);
  FIELD(abcistream_host_api, add_service);
  FIELD(abcistream_host_api, opened);
  FIELD(abcistream_host_api, next);
  FIELD(abcistream_host_api, done);
  FIELD(abcistream_host_api, left);
  FIELD(abcistream_host_api, log);
}

int main(void) {
  print_statuses();
  print_node_side();
  print_java_side();
  return 0;
}
