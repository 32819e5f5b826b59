#include "bench/chart.h"

#include <math.h>
#include <string.h>

/* In the picture's own units. */
enum {
  WIDTH = 860,
  LEFT = 150,
  RIGHT = 90,
  TOP = 64,
  BAR = 13,
  BAR_STEP = 17,
  GROUP_HEAD = 26,
  GROUP_GAP = 12,
  FOOT = 54
};

#define NANOSECONDS_PER_MICROSECOND 1000.0

/* The ends of the scale, in powers of ten of a microsecond. */
enum { FIRST_DECADE = -1, LAST_DECADE = 6 };

static double x_of(double microseconds) {
  double decades = log10(microseconds) - FIRST_DECADE;
  double width = WIDTH - LEFT - RIGHT;
  return LEFT + width * fmax(decades, 0) / (LAST_DECADE - FIRST_DECADE);
}

static bool is_shown(const struct measured *measured) { return measured->missing[0] == '\0'; }

static int group_height(const struct measurement *measurement) {
  int height = GROUP_HEAD + GROUP_GAP;
  for (int i = 0; i < measurement->contender_count; i++) {
    height += is_shown(&measurement->contenders[i]) ? BAR_STEP : 0;
  }
  return height;
}

/* What is ours stands out from the bounds and the peers. */
static const char *class_of(const struct contender_type *type) {
  return type == &contender_sync || type == &contender_async ? "ours"
         : type->is_peer                                     ? "peer"
                                                             : "bound";
}

static void draw_scale(FILE *to, int height) {
  static const char *const labels[] = {"0.1 us", "1 us",  "10 us",  "100 us",
                                       "1 ms",   "10 ms", "100 ms", "1 s"};
  for (int decade = FIRST_DECADE; decade <= LAST_DECADE; decade++) {
    double x = x_of(pow(10, decade));
    fprintf(to, "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n", x, TOP - 6,
            x, height - FOOT);
    fprintf(to, "<text class=\"scale\" x=\"%.1f\" y=\"%d\">%s</text>\n", x, height - FOOT + 16,
            labels[decade - FIRST_DECADE]);
  }
}

static void draw_time(FILE *to, double x, int y, double microseconds) {
  const char *unit = microseconds < 1000 ? "us" : "ms";
  double value = microseconds < 1000 ? microseconds : microseconds / 1000;
  fprintf(to, "<text class=\"value\" x=\"%.1f\" y=\"%d\">%.*f %s</text>\n", x + 5, y,
          value < 10 ? 1 : 0, value, unit);
}

static int draw_group(FILE *to, const struct measurement *measurement, int y) {
  fprintf(to, "<text class=\"group\" x=\"%d\" y=\"%d\">%s, %.0f kB a block, %s</text>\n", LEFT,
          y + GROUP_HEAD - 9, measurement->workload->name,
          workload_mean_bytes(measurement->workload) / 1000, measurement->place);
  y += GROUP_HEAD;
  for (int i = 0; i < measurement->contender_count; i++) {
    const struct measured *measured = &measurement->contenders[i];
    if (!is_shown(measured)) {
      continue;
    }
    double microseconds = measured->median.p50 / NANOSECONDS_PER_MICROSECOND;
    double end = x_of(microseconds);
    fprintf(to, "<text class=\"name\" x=\"%d\" y=\"%d\">%s</text>\n", LEFT - 8, y + BAR - 2,
            measured->type->name);
    fprintf(to, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>\n",
            class_of(measured->type), LEFT, y, end - LEFT, BAR);
    draw_time(to, end, y + BAR - 2, microseconds);
    y += BAR_STEP;
  }
  return y + GROUP_GAP;
}

void chart_draw(FILE *to, const struct measurement *measurements, int count, const char *caption) {
  int height = TOP + FOOT;
  for (int i = 0; i < count; i++) {
    height += group_height(&measurements[i]);
  }
  fprintf(to,
          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
          "aria-label=\"How long a block holds the node's thread\">\n",
          WIDTH, height);
  fputs(
      "<style>\n"
      "svg { background: #ffffff; font: 12px system-ui, sans-serif; fill: #1f2328; }\n"
      ".title { font-size: 16px; font-weight: 600; }\n"
      ".group { font-weight: 600; } .name { text-anchor: end; }\n"
      ".scale { text-anchor: middle; fill: #59636e; font-size: 11px; }\n"
      ".value, .caption { fill: #59636e; font-size: 11px; }\n"
      ".grid { stroke: #d1d9e0; stroke-width: 1; }\n"
      ".ours { fill: #0969da; } .peer { fill: #bc4c00; } .bound { fill: #8c959f; }\n"
      "</style>\n",
      to);
  fprintf(to,
          "<text class=\"title\" x=\"%d\" y=\"26\">How long a block holds the node's thread "
          "(median; shorter is better)</text>\n",
          LEFT);
  fprintf(to,
          "<text class=\"caption\" x=\"%d\" y=\"44\">blue: abcistream; orange: what others "
          "have built; grey: physical bounds</text>\n",
          LEFT);
  draw_scale(to, height);
  int y = TOP;
  for (int i = 0; i < count; i++) {
    y = draw_group(to, &measurements[i], y);
  }
  fprintf(to, "<text class=\"caption\" x=\"%d\" y=\"%d\">%s</text>\n</svg>\n", LEFT, height - 14,
          caption);
}
