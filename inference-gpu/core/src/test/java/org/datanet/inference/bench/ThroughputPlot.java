package org.datanet.inference.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Tokens/s by number of adapters, one group of bars for each batch size, as SVG.
final class ThroughputPlot {

  private static final int BAR = 26;
  private static final int HEIGHT = 300;
  private static final int LEFT = 20;

  private final Map<Integer, Map<String, Double>> groups = new LinkedHashMap<>();

  void add(int batch, Map<String, Double> tokensPerSecond) {
    groups.put(batch, tokensPerSecond);
  }

  /// Writes `target/KIND/NAME.svg`.
  void write(String kind, String name) throws IOException {
    Path file = Path.of(System.getProperty("datanet.root", "."), "target", kind, name + ".svg");
    Files.createDirectories(file.getParent());
    Files.writeString(file, svg());
    System.out.println("wrote " + file);
  }

  private String svg() {
    double most =
        groups.values().stream()
            .flatMap(g -> g.values().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    StringBuilder bars = new StringBuilder();
    int x = LEFT;
    for (Map.Entry<Integer, Map<String, Double>> group : groups.entrySet()) {
      text(bars, x, HEIGHT + 140, 0, "batch " + group.getKey());
      for (Map.Entry<String, Double> bar : group.getValue().entrySet()) {
        int height = (int) Math.round(HEIGHT * bar.getValue() / most);
        bars.append(
            "<rect x='%d' y='%d' width='%d' height='%d' fill='#3b6ea5'/>%n"
                .formatted(x, 40 + HEIGHT - height, BAR - 6, height));
        text(bars, x, 34 + HEIGHT - height, 0, "%.0f".formatted(bar.getValue()));
        text(bars, x + 6, 52 + HEIGHT, 60, bar.getKey().replace('_', ' '));
        x += BAR;
      }
      x += BAR;
    }
    return "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='10'>%n"
            .formatted(x + LEFT, HEIGHT + 160)
        + "<text x='%d' y='14' font-size='12'>tokens/s by adapters</text>%n".formatted(LEFT)
        + bars
        + "</svg>\n";
  }

  private static void text(StringBuilder to, int x, int y, int turned, String text) {
    to.append(
        String.format(
            Locale.ROOT,
            "<text transform='translate(%d %d) rotate(%d)'>%s</text>%n",
            x,
            y,
            turned,
            text));
  }
}
