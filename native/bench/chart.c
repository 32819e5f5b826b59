#include "bench/chart.h"

#include <math.h>
#include <string.h>

#include "bench/picture.h"

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

/* The ends of the scale, in powers of ten of a nanosecond. */
enum { FIRST_DECADE = 2, LAST_DECADE = 9 };

static double x_of(double nanoseconds) {
  double decades = log10(nanoseconds) - FIRST_DECADE;
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

static void draw_scale(FILE *to, int height) {
  for (int decade = FIRST_DECADE; decade <= LAST_DECADE; decade++) {
    char time[32];
    double x = x_of(pow(10, decade));
    picture_time(time, sizeof time, pow(10, decade));
    fprintf(to, "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n", x, TOP - 6,
            x, height - FOOT);
    fprintf(to, "<text class=\"scale\" x=\"%.1f\" y=\"%d\">%s</text>\n", x, height - FOOT + 16,
            time);
  }
}

static void draw_time(FILE *to, double x, int y, double nanoseconds) {
  char time[32];
  picture_time(time, sizeof time, nanoseconds);
  fprintf(to, "<text class=\"value\" x=\"%.1f\" y=\"%d\">%s</text>\n", x + 5, y, time);
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
    double end = x_of(measured->median.p50);
    fprintf(to, "<text class=\"name\" x=\"%d\" y=\"%d\">%s</text>\n", LEFT - 8, y + BAR - 2,
            measured->type->name);
    fprintf(to,
            "<rect class=\"bar %s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>\n",
            picture_class(measured->type), LEFT, y, end - LEFT, BAR);
    draw_time(to, end, y + BAR - 2, measured->median.p50);
    y += BAR_STEP;
  }
  return y + GROUP_GAP;
}

/* How many of the measurements, from the first on, are of its place, without a wait for the disk.
 */
static int count_of_first_place(const struct measurement *measurements, int count) {
  int same = 0;
  while (same < count && !measurements[same].fsync &&
         strcmp(measurements[same].place, measurements[0].place) == 0) {
    same++;
  }
  return same;
}

void chart_draw(FILE *to, const struct measurement *measurements, int count, const char *caption) {
  count = count_of_first_place(measurements, count);
  int height = TOP + FOOT;
  for (int i = 0; i < count; i++) {
    height += group_height(&measurements[i]);
  }
  picture_begin(to, WIDTH, height, LEFT,
                "How long a block holds the node's thread (median; shorter is better)",
                "blue: abcistream; orange: what others have built; grey: physical bounds");
  draw_scale(to, height);
  int y = TOP;
  for (int i = 0; i < count; i++) {
    y = draw_group(to, &measurements[i], y);
  }
  picture_end(to, height, LEFT, caption);
}
