/* Names and texts of statuses, and sentences that do not fit. */
#include "base/error.h"
#include "tests/check.h"

static void every_status_has_its_name_and_a_text(void) {
#define CHECK_STATUS(name, value, text)                        \
  CHECK_INT(value, ABCISTREAM_##name);                         \
  CHECK_STR(#name, abcistream_status_name(ABCISTREAM_##name)); \
  CHECK_STR(text, abcistream_status_text(ABCISTREAM_##name));
  ABCISTREAM_STATUS_MAP(CHECK_STATUS)
#undef CHECK_STATUS
  CHECK_STR("UNKNOWN", abcistream_status_name((abcistream_status)99));
  CHECK_STR("0.1.0", abcistream_version());
}

static void a_sentence_that_does_not_fit_is_cut_between_two_characters(void) {
  char text[ABCISTREAM_ERROR_SIZE + 10];
  memset(text, 'x', sizeof text);
  const char *const endings[] = {"\u00e9", "\u20ac", "\U0001f600"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    for (size_t at = ABCISTREAM_ERROR_SIZE - 5; at < ABCISTREAM_ERROR_SIZE; at++) {
      size_t size = strlen(endings[i]);
      memcpy(text + at, endings[i], size);
      text[at + size] = '\0';
      abcistream_error error;
      CHECK_INT(ABCISTREAM_CONFIG, error_set(&error, ABCISTREAM_CONFIG, "%s", text));
      bool fits = at + size < ABCISTREAM_ERROR_SIZE;
      CHECK_INT(fits ? at + size : at, strlen(error.message));
      memset(text, 'x', sizeof text);
    }
  }
}

int main(void) {
  every_status_has_its_name_and_a_text();
  a_sentence_that_does_not_fit_is_cut_between_two_characters();
  CHECK_INT(ABCISTREAM_HEIGHT, error_set(NULL, ABCISTREAM_HEIGHT, "nobody reads this"));
  return 0;
}
