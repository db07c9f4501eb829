package org.datanet.attribution.influence;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.datanet.attribution.Samples;
import org.datanet.attribution.influence.FeatureLayout.Layer;
import org.datanet.devstack.measure.Measures;
import org.datanet.kernel.Hash;

/// What scoring costs: seconds of the processor (median of the runs) over 5,000 rows of 8,192
/// values, 164 MB, and for kernels over 5,000 rows of 1,024. Writes `target/bench/influence.json`.
public final class InfluenceBench {

  private static final int THREADS = 2;
  private static final int ROWS = 5_000;
  private static final int RUNS = 5;

  private final ExecutorService pool;
  private final Path folder = Files.createTempDirectory("influence");
  private final Measures measures = new Measures();

  private InfluenceBench(ExecutorService pool) throws IOException {
    this.pool = pool;
    folder.toFile().deleteOnExit();
  }

  public static void main(String[] arguments) throws IOException {
    try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      InfluenceBench bench = new InfluenceBench(pool);
      bench.scores();
      bench.kernels();
      bench.projection();
      bench.measures.write("bench", "influence");
    }
  }

  private FeatureFile file(String name, int values) {
    Path file = folder.resolve(name);
    float[][] rows = TestFeatures.random(1, 64, values);
    try (FeatureWriter writer =
        new FeatureWriter(file, TestFeatures.layout(values / 2, values / 2))) {
      for (int i = 0; i < ROWS; i++) {
        writer.add(Samples.recordId(i), rows[i % rows.length]);
      }
      writer.publish();
    }
    file.toFile().deleteOnExit();
    return FeatureFile.open(file);
  }

  private void scores() {
    List<float[]> query = List.of(TestFeatures.random(2, 1, 8_192)[0]);
    try (FeatureFile features = file("scores", 8_192)) {
      DataInf dataInf = new DataInf(features, pool);
      TracIn tracIn = new TracIn(List.of(features), List.of(1_000_000_000), pool);
      cpu("verify_cpu_s", features::verify);
      cpu("datainf_prepare_cpu_s", () -> new DataInf(features, pool));
      cpu("datainf_query_cpu_s", () -> dataInf.scores(query));
      cpu("tracin_query_cpu_s", () -> tracIn.scores(query));
    }
  }

  private void kernels() {
    List<float[]> query = List.of(TestFeatures.random(2, 1, 1_024)[0]);
    try (FeatureFile features = file("kernels", 1_024)) {
      InfluenceFunction fisher = InfluenceFunction.ofFisher(features, 100_000, pool);
      cpu("fisher_prepare_cpu_s", () -> InfluenceFunction.ofFisher(features, 100_000, pool));
      cpu("fisher_query_cpu_s", () -> fisher.scores(query));
    }
  }

  private void projection() {
    Layer layer = new Layer("million", 1_000_000, 4_096);
    FeatureLayout layout = new FeatureLayout(List.of(layer), 1, Hash.sha256("bench"));
    float[] gradient = TestFeatures.random(3, 1, layer.inputs())[0];
    cpu("project_1000000_to_4096_cpu_s", () -> layout.features(gradient, pool));
  }

  private void cpu(String metric, Runnable work) {
    work.run();
    double[] seconds = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      long before = processCpuNanos();
      work.run();
      seconds[run] = (processCpuNanos() - before) / 1e9;
    }
    Arrays.sort(seconds);
    measures.add(metric, seconds[RUNS / 2], "cpu s", RUNS, THREADS);
  }

  private static long processCpuNanos() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime();
  }
}
