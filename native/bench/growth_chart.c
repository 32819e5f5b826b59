#include "bench/growth_chart.h"

#include <math.h>

#include "bench/growth.h"
#include "bench/picture.h"

/* In the picture's own units: the whole, and a panel with its plot. */
enum {
  COLUMNS = 2,
  TOP = 64,
  PANEL_WIDTH = 440,
  PANEL_HEIGHT = 316,
  PLOT_LEFT = 58,
  PLOT_TOP = 34,
  PLOT_WIDTH = 296,
  PLOT_HEIGHT = 226,
  FOOT = 30,
  LABEL_STEP = 13
};

/* A size of 0 has no place on the scale; it is drawn so many times below the one behind it. */
#define BELOW_FIRST 8.0

/* The plot of a curve: its corner, and the ends of its scales, in powers of ten. */
struct plot {
  const struct growth_curve *curve;
  int left;
  int top;
  double first_size;
  double last_size;
  int first_decade; /* Of nanoseconds. */
  int last_decade;
};

static double size_of(const struct growth_curve *curve, int point) {
  size_t size = curve->points[point].size;
  return log10(size > 0 ? (double)size : (double)curve->points[point + 1].size / BELOW_FIRST);
}

static double time_of(const struct growth_curve *curve, int point, int contender) {
  return log10(curve->measurements[point].contenders[contender].median.p50);
}

static struct plot plot_of(const struct growth_curve *curve, int index) {
  int last = curve->point_count - 1;
  struct plot plot = {.curve = curve,
                      .left = index % COLUMNS * PANEL_WIDTH + PLOT_LEFT,
                      .top = TOP + index / COLUMNS * PANEL_HEIGHT + PLOT_TOP,
                      .first_size = size_of(curve, 0),
                      .last_size = size_of(curve, last)};
  double least = INFINITY;
  double most = -INFINITY;
  for (int i = 0; i <= last; i++) {
    for (int j = 0; j < curve->measurements[i].contender_count; j++) {
      least = fmin(least, time_of(curve, i, j));
      most = fmax(most, time_of(curve, i, j));
    }
  }
  plot.first_decade = (int)floor(least);
  plot.last_decade = (int)ceil(most);
  return plot;
}

static double x_at(const struct plot *plot, double size) {
  return plot->left + PLOT_WIDTH * (size - plot->first_size) / (plot->last_size - plot->first_size);
}

static double y_at(const struct plot *plot, double time) {
  return plot->top +
         PLOT_HEIGHT * (plot->last_decade - time) / (plot->last_decade - plot->first_decade);
}

/* ---- Scales ---- */

static void draw_grid(FILE *to, const struct plot *plot) {
  const struct growth_curve *curve = plot->curve;
  char label[32];
  for (int decade = plot->first_decade; decade <= plot->last_decade; decade++) {
    double y = y_at(plot, decade);
    picture_time(label, sizeof label, pow(10, decade));
    fprintf(to, "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>\n", plot->left,
            y, plot->left + PLOT_WIDTH, y);
    fprintf(to, "<text class=\"name value\" x=\"%d\" y=\"%.1f\">%s</text>\n", plot->left - 6, y + 4,
            label);
  }
  for (int i = 0; i < curve->point_count; i++) {
    double x = x_at(plot, size_of(curve, i));
    growth_label(label, sizeof label, curve, i);
    fprintf(to, "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n", x,
            plot->top, x, plot->top + PLOT_HEIGHT);
    fprintf(to, "<text class=\"scale\" x=\"%.1f\" y=\"%d\">%s</text>\n", x,
            plot->top + PLOT_HEIGHT + 16, label);
  }
}

/* What grows in proportion runs beside this line, which ends where that of the commit does. */
static void draw_guide(FILE *to, const struct plot *plot) {
  const struct measured *sync =
      measured_find(&plot->curve->measurements[plot->curve->point_count - 1], &contender_sync);
  if (sync == NULL) {
    return;
  }
  double time = log10(sync->median.p50);
  double length = fmin(plot->last_size - plot->first_size, time - plot->first_decade);
  fprintf(to, "<line class=\"guide\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
          x_at(plot, plot->last_size - length), y_at(plot, time - length),
          x_at(plot, plot->last_size), y_at(plot, time));
}

/* ---- Lines ---- */

static void draw_line(FILE *to, const struct plot *plot, int contender) {
  const struct growth_curve *curve = plot->curve;
  const struct contender_type *type = curve->measurements[0].contenders[contender].type;
  fprintf(to, "<polyline class=\"line %s\" points=\"", picture_class(type));
  for (int i = 0; i < curve->point_count; i++) {
    fprintf(to, "%s%.1f,%.1f", i == 0 ? "" : " ", x_at(plot, size_of(curve, i)),
            y_at(plot, time_of(curve, i, contender)));
  }
  fputs("\"/>\n", to);
  for (int i = 0; i < curve->point_count; i++) {
    if (growth_step(curve, type, i).bends) {
      fprintf(to, "<circle class=\"bend\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>\n",
              x_at(plot, size_of(curve, i)), y_at(plot, time_of(curve, i, contender)));
    }
  }
}

/* Names stand at the lines' ends, from the slowest down, each clear of the one above. */
static void draw_names(FILE *to, const struct plot *plot) {
  int last = plot->curve->point_count - 1;
  const struct measurement *measurement = &plot->curve->measurements[last];
  bool named[MEASURE_MAX_CONTENDERS] = {false};
  double y = plot->top - LABEL_STEP;
  for (int i = 0; i < measurement->contender_count; i++) {
    int slowest = -1;
    for (int j = 0; j < measurement->contender_count; j++) {
      if (!named[j] &&
          (slowest < 0 || time_of(plot->curve, last, j) > time_of(plot->curve, last, slowest))) {
        slowest = j;
      }
    }
    named[slowest] = true;
    y = fmax(y + LABEL_STEP, y_at(plot, time_of(plot->curve, last, slowest)) + 4);
    const struct contender_type *type = measurement->contenders[slowest].type;
    fprintf(to, "<text class=\"label %s\" x=\"%d\" y=\"%.1f\">%s</text>\n", picture_class(type),
            plot->left + PLOT_WIDTH + 8, y, type->name);
  }
}

static void draw_plot(FILE *to, const struct plot *plot) {
  fprintf(to,
          "<text class=\"group\" x=\"%d\" y=\"%d\">%s</text>"
          "<text class=\"caption\" x=\"%d\" y=\"%d\">%s</text>\n",
          plot->left, plot->top - 22, plot->curve->axis->name, plot->left, plot->top - 8,
          plot->curve->axis->fixed);
  draw_grid(to, plot);
  draw_guide(to, plot);
  for (int i = 0; i < plot->curve->measurements[0].contender_count; i++) {
    draw_line(to, plot, i);
  }
  draw_names(to, plot);
}

void growth_chart_draw(FILE *to, const void *subject, const char *caption) {
  const struct growth *growth = subject;
  const int height = TOP + GROWTH_CURVES / COLUMNS * PANEL_HEIGHT + FOOT;
  picture_begin(
      to, COLUMNS * PANEL_WIDTH, height, PLOT_LEFT,
      "How the time of a block grows (median, scales of powers of ten)",
      "blue: abcistream; grey: physical bounds; dotted: in proportion; red: a bend, where "
      "it grows faster");
  for (int i = 0; i < GROWTH_CURVES; i++) {
    const struct plot plot = plot_of(&growth->curves[i], i);
    draw_plot(to, &plot);
  }
  picture_end(to, height, PLOT_LEFT, caption);
}
