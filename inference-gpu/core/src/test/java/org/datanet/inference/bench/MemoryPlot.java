package org.datanet.inference.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.datanet.inference.bench.MemoryLine.Sample;

/// Resident memory, heap and what lies outside it over the minutes of a run, as SVG.
final class MemoryPlot {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int LEFT = 60;
  private static final int TOP = 30;

  private final List<Sample> samples;
  private final double minutes;
  private final double most;

  MemoryPlot(List<Sample> samples) {
    this.samples = samples;
    this.minutes = samples.stream().mapToDouble(Sample::minute).max().orElse(1);
    this.most = samples.stream().mapToLong(Sample::resident).max().orElse(1);
  }

  /// Writes `target/KIND/NAME.svg`.
  void write(String kind, String name) throws IOException {
    Path file = Path.of(System.getProperty("datanet.root", "."), "target", kind, name + ".svg");
    Files.createDirectories(file.getParent());
    Files.writeString(file, svg());
    System.out.println("wrote " + file);
  }

  private String svg() {
    return String.format(
            Locale.ROOT,
            "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'"
                + " font-size='11'>%n",
            LEFT + WIDTH + 20,
            TOP + HEIGHT + 40)
        + text(4, TOP + 4, "%.0f MiB".formatted(most / (1 << 20)))
        + text(4, TOP + HEIGHT, "0 MiB")
        + text(LEFT + WIDTH - 60, TOP + HEIGHT + 20, "%.1f minutes".formatted(minutes))
        + line("#444444", 0, "resident", Sample::resident)
        + line("#3b6ea5", 1, "outside the heap", Sample::offHeap)
        + line("#b5651d", 2, "heap, alive", Sample::heap)
        + "</svg>\n";
  }

  private String line(String colour, int place, String name, ToLongFunction<Sample> value) {
    String points =
        samples.stream()
            .map(s ->
                String.format(
                    Locale.ROOT,
                    "%.1f,%.1f",
                    LEFT + WIDTH * s.minute() / minutes,
                    TOP + HEIGHT * (1 - value.applyAsLong(s) / most)))
            .collect(Collectors.joining(" "));
    return "<polyline fill='none' stroke='%s' stroke-width='1.5' points='%s'/>%n"
            .formatted(colour, points)
        + "<g fill='%s'>%s</g>%n".formatted(colour, text(LEFT + 150 * place, 16, name));
  }

  private static String text(int x, int y, String text) {
    return "<text x='%d' y='%d'>%s</text>%n".formatted(x, y, text);
  }
}
