#include "bench/growth_report.h"

#include <math.h>

#include "bench/report.h"

#define NANOSECONDS_PER_MICROSECOND 1000.0
#define MIB 1048576.0

static void print_head(FILE *to, const struct growth_curve *curve) {
  const struct measurement *first = &curve->measurements[0];
  fprintf(to, "\n%s: %s; %s, fsync off, p50 in us and growth exponent, median of %d rounds\n",
          curve->axis->name, curve->axis->fixed, first->place, first->round_count);
  fprintf(to, "%-10s", "");
  for (int i = 0; i < first->contender_count; i++) {
    fprintf(to, " %11s%6s", first->contenders[i].type->name, "");
  }
  fprintf(to, " %10s %9s\n", "RSS +MiB", "pool MiB");
}

/* A time, and how it has grown since the line above. */
static void print_time(FILE *to, const struct growth_curve *curve, int point, int contender) {
  const struct measured *measured = &curve->measurements[point].contenders[contender];
  const struct growth_step step = growth_step(curve, measured->type, point);
  fprintf(to, " %11.*f", measured->median.p50 < 10 * NANOSECONDS_PER_MICROSECOND ? 2 : 0,
          measured->median.p50 / NANOSECONDS_PER_MICROSECOND);
  if (isnan(step.exponent)) {
    fprintf(to, "%6s", "");
  } else {
    fprintf(to, "%5.2f%c", step.exponent, step.bends ? '*' : ' ');
  }
}

void growth_report_table(FILE *to, const struct growth_curve *curve) {
  bool bends = false;
  print_head(to, curve);
  for (int i = 0; i < curve->point_count; i++) {
    const struct footprint *footprint = &curve->points[i].footprint;
    char label[32];
    growth_label(label, sizeof label, curve, i);
    fprintf(to, "%10s", label);
    for (int j = 0; j < curve->measurements[i].contender_count; j++) {
      print_time(to, curve, i, j);
      bends |= growth_step(curve, curve->measurements[i].contenders[j].type, i).bends;
    }
    fprintf(to, " %10.1f %9.1f\n", (double)footprint->added / MIB, (double)footprint->pool / MIB);
  }
  fputs(
      bends
          ? "* a bend: a quarter above proportion; where memcpy or C files has it, the machine's\n"
          : "no bend: nothing grows faster than in proportion\n",
      to);
}

static void write_exponents(FILE *to, const struct growth_curve *curve, int point) {
  const struct measurement *measurement = &curve->measurements[point];
  fprintf(to, "\"exponents\": {");
  const char *separator = "";
  for (int i = 0; i < measurement->contender_count; i++) {
    const struct contender_type *type = measurement->contenders[i].type;
    const struct growth_step step = growth_step(curve, type, point);
    if (!isnan(step.exponent)) {
      fprintf(to, "%s\"%s\": %.2f", separator, type->name, step.exponent);
      separator = ", ";
    }
  }
  fprintf(to, "}");
}

static void write_point(FILE *to, const struct growth_curve *curve, int point) {
  const struct growth_point *grown = &curve->points[point];
  fprintf(to, "    {\"size\": %zu, \"added_bytes\": %lld, \"pool_bytes\": %lld, ", grown->size,
          (long long)grown->footprint.added, (long long)grown->footprint.pool);
  write_exponents(to, curve, point);
  fprintf(to, ",\n     \"measurement\": ");
  report_json_measurement(to, &curve->measurements[point]);
  fprintf(to, "}%s\n", point + 1 < curve->point_count ? "," : "");
}

void growth_report_json(FILE *to, const void *subject, const char *caption) {
  const struct growth *growth = subject;
  report_json_begin(to, caption);
  fprintf(to, "  \"curves\": [\n");
  for (int i = 0; i < GROWTH_CURVES; i++) {
    const struct growth_curve *curve = &growth->curves[i];
    fprintf(to, "   {\"grows\": \"%s\", \"fixed\": \"%s\", \"points\": [\n", curve->axis->name,
            curve->axis->fixed);
    for (int j = 0; j < curve->point_count; j++) {
      write_point(to, curve, j);
    }
    fprintf(to, "   ]}%s\n", i + 1 < GROWTH_CURVES ? "," : "");
  }
  fprintf(to, "  ]\n}\n");
}
