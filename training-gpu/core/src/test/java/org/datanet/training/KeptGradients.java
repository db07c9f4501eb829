package org.datanet.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A sink that keeps everything in memory.
final class KeptGradients implements GradientSink {

  final List<Checkpoint> published = new ArrayList<>();
  final List<Map<String, float[]>> gradients = new ArrayList<>();
  final List<Map<String, Double>> losses = new ArrayList<>();

  @Override
  public boolean holds(Checkpoint checkpoint) {
    return published.contains(checkpoint);
  }

  @Override
  public Session begin(Checkpoint checkpoint) {
    Map<String, float[]> own = new LinkedHashMap<>();
    Map<String, Double> ownLosses = new LinkedHashMap<>();
    return new Session() {
      @Override
      public void add(String recordId, float[] gradient, double loss) {
        if (own.put(recordId, gradient) != null) {
          throw new IllegalStateException(recordId + " came twice");
        }
        ownLosses.put(recordId, loss);
      }

      @Override
      public void publish() {
        published.add(checkpoint);
        gradients.add(own);
        losses.add(ownLosses);
      }

      @Override
      public void close() {}
    };
  }
}
