package org.datanet.attribution.influence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

public final class InfluenceEvaluation {
  public static void main(String[] a) throws Exception {
    Path folder = Files.createTempDirectory("influence");
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (int seed = 1; seed <= 5; seed++)
        try (var e = new InfluenceExperiment(folder, seed, pool)) {
          System.out.println(
              seed
                  + " "
                  + e.leaveOneOutCorrelation()
                  + " "
                  + e.datamodelingScore(60)
                  + " "
                  + e.wrongLabelArea());
        }
    }
  }
}
