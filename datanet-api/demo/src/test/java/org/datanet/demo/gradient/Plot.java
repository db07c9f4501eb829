package org.datanet.demo.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A picture of findings: a panel for each kind, a bar for each method from 0 to 1 (or to the left,
/// below 0), with the deviation between seeds.
final class Plot {

  private static final List<String> SCORED = List.of("datainf", "tracin", "trak", "bm25");
  private static final List<String> SUSPICIONS =
      List.of(
          "loss",
          "self_datainf",
          "self_tracin",
          "self_trak",
          "harm_datainf",
          "harm_tracin",
          "harm_trak");
  private static final List<String> SHARED =
      List.of(
          "another_training",
          "spans",
          "gradients",
          "blend_125000",
          "blend_250000",
          "blend_500000",
          "blend_750000",
          "sum_datainf",
          "sum_tracin",
          "sum_trak",
          "bm25");
  private static final int WIDTH = 720;
  private static final int LEFT = 200;
  private static final int ZERO = LEFT + 60;
  private static final int UNIT = 400;
  private static final int LINE = 18;

  private final Findings findings;
  private final List<String> shapes = new ArrayList<>();
  private int y = 10;

  private Plot(Findings findings) {
    this.findings = findings;
  }

  /// All findings of the evaluation, as SVG.
  static String of(Findings findings) {
    Plot plot = new Plot(findings);
    for (String set : GradientEvaluation.SETS) {
      plot.panel("classes, " + set.replace('_', ' ') + ": AUC", set + "_auc_", 0.5, SCORED);
    }
    return plot.panel("halves: linear datamodeling score", "datamodeling_", 0, SCORED)
        .panel("wrong answers: AUC", "wrong_answer_auc_", 0.5, SUSPICIONS)
        .panel("contributors left out: rank correlation", "left_out_", 0, SHARED)
        .svg();
  }

  /// Adds a panel with those of the metrics `prefix + method` that were found.
  ///
  /// @param chance value of blind guessing, marked by a line
  private Plot panel(String title, String prefix, double chance, List<String> methods) {
    List<String> found = methods.stream().filter(m -> findings.has(prefix + m)).toList();
    if (found.isEmpty()) {
      return this;
    }
    y += LINE;
    text(10, title, "start", "bold");
    int top = y + 4;
    found.forEach(method -> bar(method, prefix + method));
    line(ZERO + UNIT * chance, top, y + 6);
    y += LINE / 2;
    return this;
  }

  private void bar(String method, String metric) {
    y += LINE;
    text(LEFT - 8, method.replace('_', ' '), "end", "normal");
    double mean = findings.mean(metric);
    double deviation = findings.deviation(metric);
    shape(
        "<rect x='%.1f' y='%d' width='%.1f' height='11' fill='%s'/>",
        ZERO + UNIT * Math.min(0, mean),
        y - 10,
        UNIT * Math.abs(mean),
        method.equals("bm25") ? "#999999" : "#3b6ea5");
    shape(
        "<path d='M%.1f %dH%.1f' stroke='black' stroke-width='2'/>",
        ZERO + UNIT * (mean - deviation), y - 4, ZERO + UNIT * (mean + deviation));
    double label = ZERO + UNIT * Math.max(0, mean + deviation) + 8;
    shape("<text x='%.1f' y='%d' font-size='11'>%.3f ± %.3f</text>", label, y, mean, deviation);
  }

  private void text(int x, String text, String anchor, String weight) {
    shape(
        "<text x='%d' y='%d' font-size='12' text-anchor='%s' font-weight='%s'>%s</text>",
        x, y, anchor, weight, text);
  }

  private void line(double x, int from, int to) {
    shape("<path d='M%.1f %dV%d' stroke='#c0392b' stroke-dasharray='3 3'/>", x, from, to);
  }

  private void shape(String pattern, Object... values) {
    shapes.add(String.format(Locale.ROOT, pattern, values));
  }

  private String svg() {
    return "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='%s'>\n"
            .formatted(WIDTH, y + 10, "sans-serif")
        + "<rect width='100%' height='100%' fill='white'/>\n"
        + String.join("\n", shapes)
        + "\n</svg>\n";
  }
}
