package org.datanet.training;

import java.util.List;
import org.datanet.kernel.Hash;

/// Port: takes the gradients of the training examples at the checkpoints of a run, for attribution.
/// Called on the training thread, which waits for it.
public interface GradientSink {

  /// Wants none.
  GradientSink NONE =
      new GradientSink() {
        @Override
        public boolean holds(Checkpoint checkpoint) {
          return true;
        }

        @Override
        public Session begin(Checkpoint checkpoint) {
          throw new IllegalStateException("this sink holds everything already");
        }
      };

  /// Parameters in one stretch of a gradient, such as one LoRA matrix.
  ///
  /// @param name its PEFT tensor name
  /// @param size number of parameters
  record Layer(String name, int size) {}

  /// The point of the training at which the gradients are taken.
  ///
  /// @param number from 1; the last one is that of the finished adapter
  /// @param of how many the run has
  /// @param step update after which it lies
  /// @param learningRate rate of that update
  /// @param fingerprint of base model and parameters, see [AnswerGradients#fingerprint]
  /// @param layers of a gradient, in order
  /// @param seed for a random projection
  /// @param dimension to which the run wants a gradient projected, in all
  record Checkpoint(
      int number,
      int of,
      int step,
      double learningRate,
      Hash fingerprint,
      List<Layer> layers,
      long seed,
      int dimension) {

    public Checkpoint {
      layers = List.copyOf(layers);
    }
  }

  /// The gradients of one checkpoint. Closing without [#publish] must leave nothing behind.
  interface Session extends AutoCloseable {

    /// One record's gradient; every record comes once.
    ///
    /// @param gradient of the record's summed loss, layer after layer, so that a text weighs the
    ///   same in one record or cut into many; the callee may keep it
    /// @param loss mean over the record's learnt tokens, in nats
    void add(String recordId, float[] gradient, double loss);

    /// All records were added.
    void publish();

    @Override
    void close();
  }

  /// Whether the checkpoint was published before; a run that goes on after a crash asks.
  boolean holds(Checkpoint checkpoint);

  Session begin(Checkpoint checkpoint);
}
