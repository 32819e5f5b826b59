/* What the reader takes from a config, and what it passes over. */
#include "jvm/settings.h"

#include "tests/check.h"

struct example {
  const char *name;
  const char *config;
  const char *home;
  const char *class_path;
  long option_count;
  const char *options[3];
};

#define TABLE "[abcistream.jvm]\n"

static const struct example examples[] = {
    {.name = "an empty config", .config = "", .option_count = -1},
    {.name = "a config without a line end", .config = "x = 1", .option_count = -1},
    {.name = "all three settings",
     .config = TABLE "home = \"/jdk\"\nclass-path = \"a:b\"\noptions = [\"-Xmx1g\", \"-Xint\"]\n",
     .home = "/jdk",
     .class_path = "a:b",
     .option_count = 2,
     .options = {"-Xmx1g", "-Xint"}},
    {.name = "the table among others",
     .config =
         "home = \"no\"\n[store]\nhome = \"no\"\n" TABLE "home = \"/jdk\"\n[abcistream]\nhome = "
         "\"no\"\n[abcistream.jvm.deeper]\nhome = \"no\"\n",
     .home = "/jdk",
     .option_count = -1},
    {.name = "a header with blanks, quotes and a comment",
     .config = " [ \"abcistream\" . 'jvm' ] # ours\n\thome='/jdk'#\n",
     .home = "/jdk",
     .option_count = -1},
    {.name = "a quoted part with a dot is another table",
     .config = "[\"abcistream.jvm\"]\nhome = \"no\"\n",
     .option_count = -1},
    {.name = "an array of tables is another thing",
     .config = "[[abcistream.jvm]]\nhome = \"no\"\n",
     .option_count = -1},
    {.name = "quoted keys", .config = TABLE "\"home\" = '/jdk'\n'options' = []\n", .home = "/jdk"},
    {.name = "dotted keys are other keys",
     .config = TABLE "home.x = \"no\"\nplugin-path = \"p\"\n",
     .option_count = -1},
    {.name = "dotted spelling from elsewhere is left to Java",
     .config = "abcistream.jvm.home = \"no\"\nabcistream = { jvm = { home = \"no\" } }\n",
     .option_count = -1},
    {.name = "line ends of Windows",
     .config = "[abcistream.jvm]\r\nhome = \"/jdk\"\r\noptions = [\r\n'-a',\r\n]\r\n# x\r\n",
     .home = "/jdk",
     .option_count = 1,
     .options = {"-a"}},
    {.name = "an array over lines with comments",
     .config =
         TABLE "options = [ # first ]\n  \"-a\", # \"-no\"\n\n  '-b'\n  , \"\"\"-c\"\"\",\n]\n",
     .option_count = 3,
     .options = {"-a", "-b", "-c"}},
    {.name = "the escapes of a basic string",
     .config = TABLE "home = \"a\\tb\\nc\\\"d\\\\e\\b\\f\\r\"\n",
     .home = "a\tb\nc\"d\\e\b\f\r",
     .option_count = -1},
    {.name = "escapes of code points",
     .config = TABLE "home = \"\\u0041\\u00e9\\u20AC\\U0001F600\"\n",
     .home = "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80",
     .option_count = -1},
    {.name = "a literal string has no escapes",
     .config = TABLE "home = 'C:\\new \"x\" # y'\n",
     .home = "C:\\new \"x\" # y",
     .option_count = -1},
    {.name = "a basic string over lines",
     .config = TABLE "home = \"\"\"\n/a\\\n   \n  /b\n\"c\" \"\"\"\n",
     .home = "/a/b\n\"c\" ",
     .option_count = -1},
    {.name = "a literal string over lines",
     .config = TABLE "home = '''\r\n/a\\\n'b' '''\n",
     .home = "/a\\\n'b' ",
     .option_count = -1},
    {.name = "quotes right before the closing ones",
     .config = TABLE "home = \"\"\"a\"\"\"\"\"\nclass-path = ''''b''''\n",
     .home = "a\"\"",
     .class_path = "'b'",
     .option_count = -1},
    {.name = "empty strings",
     .config = TABLE "home = \"\"\nclass-path = ''''''\noptions = [\"\"]\n",
     .home = "",
     .class_path = "",
     .option_count = 1,
     .options = {""}},
    {.name = "values of other kinds are stepped over",
     .config =
         "a = [[1, 2], [\n\"]\", '[', # ]\n{ x = \"}\" }]]\nb = { c = [ '}' ], d = \"\\\"}\" }\n"
         "e = 1979-05-27T07:32:00Z\nf = +inf # [abcistream.jvm]\ng.\"h i\".j = -0x1F\n"
         "k = \"\"\"\n[abcistream.jvm]\nhome = \"no\"\n\\\"\"\"\"\n" TABLE "home = '/jdk'",
     .home = "/jdk",
     .option_count = -1},
    {.name = "a table that looks like ours inside a string is none",
     .config = "text = '''\n[abcistream.jvm]\nhome = \"no\"\n'''\n",
     .option_count = -1},
    /* What it cannot follow yields nothing, even when it came later. */
    {.name = "a string without an end",
     .config = TABLE "home = \"/jdk\"\nx = \"a\n",
     .option_count = -1},
    {.name = "a string over lines without an end",
     .config = "x = '''a''\n" TABLE,
     .option_count = -1},
    {.name = "an array without an end",
     .config = TABLE "home = \"/jdk\"\nx = [[1]\n",
     .option_count = -1},
    {.name = "an array closed twice",
     .config = TABLE "home = \"/jdk\"\nx = 1]\n",
     .option_count = -1},
    {.name = "a header without an end",
     .config = "[abcistream.jvm\nhome = \"/jdk\"\n",
     .option_count = -1},
    {.name = "text behind a header",
     .config = "[abcistream.jvm] x\nhome = \"/jdk\"\n",
     .option_count = -1},
    {.name = "text behind a value", .config = TABLE "home = \"/jdk\" x\n", .option_count = -1},
    {.name = "a key without a value",
     .config = TABLE "home = \"/jdk\"\nclass-path\n",
     .option_count = -1},
    {.name = "a key over lines",
     .config = TABLE "home = \"/jdk\"\n'''x''' = 1\n",
     .option_count = -1},
    {.name = "no key", .config = TABLE "home = \"/jdk\"\n= 1\n", .option_count = -1},
    {.name = "an unknown escape", .config = TABLE "home = \"\\x\"\n", .option_count = -1},
    {.name = "half an escape", .config = TABLE "home = \"\\u12\"\n", .option_count = -1},
    {.name = "a backslash at the end of the text",
     .config = TABLE "home = \"\\",
     .option_count = -1},
    {.name = "a NUL character", .config = TABLE "home = \"a\\u0000b\"\n", .option_count = -1},
    {.name = "half a surrogate pair", .config = TABLE "home = \"\\uD800\"\n", .option_count = -1},
    {.name = "no code point", .config = TABLE "home = \"\\U00110000\"\n", .option_count = -1},
    {.name = "a home that is no string", .config = TABLE "home = 1\n", .option_count = -1},
    {.name = "options that are no strings",
     .config = TABLE "options = [\"-a\", 1]\n",
     .option_count = -1},
    {.name = "options in one string", .config = TABLE "options = \"-a -b\"\n", .option_count = -1},
    {.name = "options without a comma",
     .config = TABLE "options = [\"-a\" \"-b\"]\n",
     .option_count = -1},
    {.name = "a key given twice",
     .config = TABLE "home = \"a\"\nhome = \"b\"\n",
     .option_count = -1},
    {.name = "options given twice",
     .config = TABLE "options = []\noptions = []\n",
     .option_count = -1},
};

static void check_example(const struct example *example, const char *config) {
  struct jvm_settings settings;
  CHECK(settings_read(&settings, config));
  CHECK_STR(example->home, settings.home);
  CHECK_STR(example->class_path, settings.class_path);
  CHECK_INT(example->option_count, settings.option_count);
  for (long i = 0; i < settings.option_count; i++) {
    CHECK_STR(example->options[i], settings.options[i]);
  }
  settings_free(&settings);
  CHECK_INT(-1, settings.option_count);
}

/* Every text that ends too early is followed without harm; memory checkers see a step too far. */
static void read_every_beginning(const char *config) {
  for (size_t size = 0; size <= strlen(config); size++) {
    char *beginning = strndup(config, size);
    struct jvm_settings settings;
    CHECK(settings_read(&settings, beginning));
    settings_free(&settings);
    free(beginning);
  }
}

int main(void) {
  for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
    fprintf(stderr, "%s\n", examples[i].name);
    check_example(&examples[i], examples[i].config);
    read_every_beginning(examples[i].config);
  }
  return 0;
}
