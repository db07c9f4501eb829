package org.datanet.inference.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.datanet.devstack.measure.Measures;
import org.datanet.inference.Configs;
import org.datanet.inference.Route;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.RoutedEngine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench routes`: time per token of one call alone by the standard and by the fast route, of the
/// base model and with an adapter, in turn. Writes `target/bench/routes.json`.
@Command(name = "routes", mixinStandardHelpOptions = true)
public final class RouteBench implements Callable<Integer> {

  private static final int PROMPT = 32;
  private static final int ANSWER = 64;

  /// Rounds until what runs in Java is compiled.
  private static final int WARM_UP = 4;

  @Option(
      names = "--model",
      defaultValue = "training-gpu/models/datanet-nano",
      description = "A model folder or GGUF file; default: ${DEFAULT-VALUE}.")
  private Path model = Path.of("");

  @Option(names = "--rounds", defaultValue = "9", description = "Rounds over all settings.")
  private int rounds;

  @Option(names = "--threads", defaultValue = "2", description = "Threads of each engine.")
  private int threads;

  private final Measures measures = new Measures();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RouteBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("route-bench");
    try {
      BenchModel made = BenchModel.of(model, folder);
      try (Engine engine =
          RoutedEngine.open(
              made.base(),
              made,
              Configs.with(
                  "threads", "" + threads, "adapter-folder", folder.resolve("disk").toString()),
              Clock.systemUTC())) {
        measure(engine, made);
      }
      measures.write("bench", "routes");
    } finally {
      Folders.delete(folder);
    }
    return 0;
  }

  private void measure(Engine engine, BenchModel made) throws InterruptedException {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (int round = -WARM_UP; round < rounds; round++) {
      for (int adapter : new int[] {ClosedLoop.BASE_MODEL, 0}) {
        for (Route route : List.of(Route.STANDARD, Route.FAST)) {
          var loop = new ClosedLoop(engine.by(route).orElseThrow(), made, PROMPT, ANSWER);
          double millis = loop.tokenMillis(loop.request(adapter));
          if (round >= 0) {
            String name = route.id() + (adapter < 0 ? ".base" : ".adapter");
            times.computeIfAbsent(name, any -> new ArrayList<>()).add(millis);
          }
        }
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    times.forEach((name, millis) -> medians.put(name, median(millis)));
    medians.forEach(
        (name, millis) -> measures.add("routes.token." + name, millis, "ms", rounds, threads));
    for (String what : List.of(".base", ".adapter")) {
      double ratio =
          medians.getOrDefault("fast" + what, 0.0) / medians.getOrDefault("standard" + what, 0.0);
      measures.add("routes.token.fast-to-standard" + what, ratio, "ratio", rounds, threads);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
