#include "bench/picture.h"

#include <math.h>

/* How far the caption's foot is from the lower edge. */
enum { FOOT = 14 };

void picture_begin(FILE *to, int width, int height, int left, const char *title,
                   const char *legend) {
  fprintf(to,
          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
          "aria-label=\"%s\">\n",
          width, height, title);
  fputs(
      "<style>\n"
      "svg { background: #ffffff; font: 12px system-ui, sans-serif; fill: #1f2328; }\n"
      ".title { font-size: 16px; font-weight: 600; }\n"
      ".group { font-weight: 600; } .name { text-anchor: end; }\n"
      ".scale { text-anchor: middle; fill: #59636e; font-size: 11px; }\n"
      ".value, .caption { fill: #59636e; font-size: 11px; }\n"
      ".grid { stroke: #d1d9e0; stroke-width: 1; }\n"
      ".ours { color: #0969da; } .peer { color: #bc4c00; } .bound { color: #8c959f; }\n"
      ".bar, .label { fill: currentColor; }\n"
      ".line { fill: none; stroke: currentColor; stroke-width: 2; }\n"
      ".guide { stroke: #8c959f; stroke-dasharray: 2 4; }\n"
      ".bend { fill: none; stroke: #cf222e; stroke-width: 2; }\n"
      "</style>\n",
      to);
  fprintf(to, "<text class=\"title\" x=\"%d\" y=\"26\">%s</text>\n", left, title);
  fprintf(to, "<text class=\"caption\" x=\"%d\" y=\"44\">%s</text>\n", left, legend);
}

void picture_end(FILE *to, int height, int left, const char *caption) {
  fprintf(to, "<text class=\"caption\" x=\"%d\" y=\"%d\">%s</text>\n</svg>\n", left, height - FOOT,
          caption);
}

const char *picture_class(const struct contender_type *type) {
  return type == &contender_sync || type == &contender_async ? "ours"
         : type->is_peer                                     ? "peer"
                                                             : "bound";
}

void picture_time(char *text, size_t size, double nanoseconds) {
  static const char *const units[] = {"ns", "us", "ms", "s"};
  const size_t last = sizeof units / sizeof *units - 1;
  size_t unit = 0;
  double value = nanoseconds;
  for (; unit < last && value >= 1000; unit++) {
    value /= 1000;
  }
  bool is_whole = value >= 10 || fabs(value - round(value)) < 1e-6;
  snprintf(text, size, "%.*f %s", is_whole ? 0 : 1, value, units[unit]);
}
