/*
 * Any text is followed to its end without harm, and a comment before it changes nothing of what the
 * reader makes of it.
 */
#include "fuzz/fuzz_input.h"
#include "jvm/settings.h"
#include "tests/check.h"

static const char comment[] = "# [abcistream.jvm] home = \"no\"\n";

static void check_same(const struct jvm_settings *left, const struct jvm_settings *right) {
  CHECK_STR(left->home, right->home);
  CHECK_STR(left->class_path, right->class_path);
  CHECK_INT(left->option_count, right->option_count);
  for (long i = 0; i < left->option_count; i++) {
    CHECK_STR(left->options[i], right->options[i]);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = malloc(sizeof comment + size);
  CHECK(text != NULL);
  char *config = text + sizeof comment - 1;
  memcpy(text, comment, sizeof comment - 1);
  if (size > 0) {
    memcpy(config, data, size);
  }
  config[size] = '\0';
  struct jvm_settings plain;
  struct jvm_settings commented;
  CHECK(settings_read(&plain, config));
  CHECK(settings_read(&commented, text));
  check_same(&plain, &commented);
  settings_free(&plain);
  settings_free(&commented);
  free(text);
  return 0;
}
