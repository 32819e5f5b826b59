/* Where the names of the stores come from, and how a write finds its store. */
#include "examples/store_names.h"

#include "tests/check.h"
#include "tests/replay/trace_builder.h"

static struct trace_builder writes_to(const char *first, const char *second, const char *third) {
  struct trace_builder builder = {0};
  build_messages(&builder, TRACE_FINALIZE_BLOCK, "", "");
  build_write(&builder, first, "k", "v", false);
  build_write(&builder, second, "k", "v", false);
  build_write(&builder, third, "k", "v", true);
  build_commit(&builder, 1, "");
  return builder;
}

static uint32_t handle_of(struct store_names *stores, const char *name) {
  uint32_t handle = UINT32_MAX;
  const abcistream_bytes bytes = {(const uint8_t *)name, strlen(name)};
  return store_names_find(&handle, stores, bytes) ? handle : UINT32_MAX;
}

static void names_are_read_one_a_line(void) {
  static const char text[] = "acc\r\n\nbank\nbankrupt";
  struct store_names stores = {0};
  struct input_error error;
  CHECK(store_names_read(&stores, temporary_file(text, sizeof text - 1), &error));
  CHECK_INT(3, stores.count);
  CHECK_INT(0, handle_of(&stores, "acc"));
  CHECK_INT(1, handle_of(&stores, "bank"));
  CHECK_INT(2, handle_of(&stores, "bankrupt"));
  CHECK_INT(0, handle_of(&stores, "acc"));
  CHECK_INT(UINT32_MAX, handle_of(&stores, "ban"));
  CHECK_INT(UINT32_MAX, handle_of(&stores, ""));
  store_names_free(&stores);
}

static void a_file_without_names_is_refused(void) {
  struct store_names stores = {0};
  struct input_error error;
  CHECK(!store_names_read(&stores, temporary_file("\n\n", 2), &error));
  CHECK_CONTAINS(error.message, "names no store");
  store_names_free(&stores);
}

static void the_stores_of_a_trace_are_collected_once_each(void) {
  struct trace_builder builder = writes_to("gov", "acc", "gov");
  struct trace_reader trace;
  struct store_names stores = {0};
  struct trace_record record;
  struct input_error error;
  CHECK(trace_open(&trace, build_file(&builder), &error));
  CHECK(store_names_collect(&stores, &trace, &error));
  CHECK_INT(2, stores.count);
  CHECK_STR("gov", stores.names[0]);
  CHECK_STR("acc", stores.names[1]);
  CHECK(trace_next(&trace, &record));
  CHECK_INT(TRACE_FINALIZE_BLOCK, record.kind);
  store_names_free(&stores);
  trace_close(&trace);
}

static void a_store_that_the_list_lacks_is_named(void) {
  static const char text[] = "acc\ngov\n";
  struct store_names stores = {0};
  struct input_error error;
  CHECK(store_names_read(&stores, temporary_file(text, sizeof text - 1), &error));
  struct trace_reader trace;
  struct trace_builder listed = writes_to("acc", "gov", "acc");
  CHECK(trace_open(&trace, build_file(&listed), &error));
  CHECK(store_names_cover(&stores, &trace, &error));
  trace_close(&trace);
  struct trace_builder unlisted = writes_to("acc", "mint", "gov");
  CHECK(trace_open(&trace, build_file(&unlisted), &error));
  CHECK(!store_names_cover(&stores, &trace, &error));
  CHECK_CONTAINS(error.message, "writes to the store \"mint\"");
  trace_close(&trace);
  store_names_free(&stores);
}

int main(void) {
  names_are_read_one_a_line();
  a_file_without_names_is_refused();
  the_stores_of_a_trace_are_collected_once_each();
  a_store_that_the_list_lacks_is_named();
  return 0;
}
