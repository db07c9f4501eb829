package org.datanet.devstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.datanet.devstack.build.Build;
import org.datanet.devstack.measure.Measures;
import org.datanet.devstack.stack.ComponentStatus;
import org.datanet.devstack.stack.Trees;

/// Measures the loop in a home of its own: first start on empty data, a warm start, the demo's
/// steps and the peak memory of each process. Writes `target/bench/loop.json`, a list of {metric,
/// value, unit, n, threads, machine, commit}.
final class LoopBench {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Workspace source;
  private final Workspace bench;
  private final PrintStream out;
  private final Measures measures;

  LoopBench(Workspace source, PrintStream out) throws IOException {
    this.source = source;
    this.bench = new Workspace(source.root(), source.root().resolve(".datanet/bench"));
    this.out = out;
    this.measures = new Measures(Provenance.machine(), Provenance.commit(source.root()));
  }

  int run() throws IOException {
    timed("build", () -> new Build(source, new ConsoleBuild(out)).all());
    Session session = new Session(bench, out);
    session.stop();
    Trees.delete(bench.home());
    session.thenStop(() -> measure(session));
    measures.write("bench", "loop");
    return 0;
  }

  private int measure(Session session) throws IOException {
    timed("cold-start", session::up);
    session.stop();
    timed("warm-start", session::up);
    DatanetStack datanet = DatanetStack.of(bench);
    demo(datanet);
    memory(datanet);
    return 0;
  }

  private void demo(DatanetStack datanet) throws IOException {
    Mains mains = new Mains(bench);
    if (!mains.has("demo")) {
      out.println("  no demo program yet: its steps are left out");
      return;
    }
    timed("demo", () -> mains.run("demo", datanet.properties(bench), List.of()));
    Path steps = bench.home().resolve("demo-steps.json");
    if (Files.exists(steps)) {
      for (JsonNode step : JSON.readTree(steps.toFile())) {
        add("step " + step.path("step").asText(), step.path("seconds").asDouble(), "s");
      }
    }
  }

  private void memory(DatanetStack datanet) throws IOException {
    for (ComponentStatus one : datanet.stack().status()) {
      if (one.pid() != 0) {
        add("peak memory " + one.name(), one.memory().peakBytes() / 1048576.0, "MiB");
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void timed(String metric, Work work) throws IOException {
    long begin = System.nanoTime();
    work.run();
    add(metric, (System.nanoTime() - begin) / 1e9, "s");
  }

  private void add(String metric, double value, String unit) {
    int threads = Runtime.getRuntime().availableProcessors();
    measures.add(metric, value, unit, 1, threads);
  }
}
