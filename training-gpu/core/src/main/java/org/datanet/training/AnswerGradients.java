package org.datanet.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.Tokenizer;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.inference.model.TrainableParameters.ExampleGradients;
import org.datanet.kernel.Hash;

/// The gradients of answers at a served adapter, to be compared with those of the records it was
/// trained on. One thread at a time, and none beside it on the same engine.
public final class AnswerGradients implements AutoCloseable {

  private final TrainableParameters parameters;
  private final Tokenizer tokenizer;
  private final int longest;

  /// An answer's gradient of its mean loss, layer after layer as [GradientSink.Checkpoint] names
  /// them, and that loss in nats a token.
  public record AnswerGradient(float[] gradient, double loss) {}

  /// @param longest most tokens of prompt and answer; the model's context limits it too
  public AnswerGradients(LlamaEngine engine, LoraAdapter adapter, int longest) {
    parameters = TrainableParameters.of(engine, adapter);
    tokenizer = engine.tokenizer();
    this.longest = Math.min(longest, engine.config().maxPositions());
  }

  /// The prompt is read, only the answer (without an end token) counts. What does not fit is cut
  /// off the prompt's begin, then off the answer's end.
  ///
  /// @throws IllegalArgumentException when the answer has no token
  public AnswerGradient of(String prompt, String answer) {
    int[] learnt = tokenizer.encodeText(answer, false);
    if (learnt.length == 0) {
      throw new IllegalArgumentException("the answer is empty: there is no loss to derive");
    }
    learnt = Arrays.copyOf(learnt, Math.min(learnt.length, longest - 1));
    int[] read = tokenizer.encodeText(prompt, false);
    int room = longest - 1 - learnt.length;
    read = Arrays.copyOfRange(read, Math.max(0, read.length - room), read.length);
    int[] start = Piece.special(tokenizer.bosId());
    int[] ids = Stream.of(start, read, learnt).flatMapToInt(Arrays::stream).toArray();
    Piece piece = new Piece("answer", ids, Math.max(1, start.length + read.length));
    List<PackedRow> row = List.of(new PackedRow(List.of(piece)));
    ExampleGradients found = parameters.exampleGradients(PackedRow.batch(row, 1f / piece.learnt()));
    return new AnswerGradient(found.gradients()[0], (double) found.lossSums()[0] / piece.learnt());
  }

  /// Fingerprint of a model's parameters: SHA-256 over the base model's fingerprint and the
  /// adapter's values, float32 little-endian, layer after layer.
  ///
  /// @param base see [ModelFolder#fingerprint]
  public Hash fingerprint(Hash base) {
    return fingerprint(base, parameters.values());
  }

  static Hash fingerprint(Hash base, float[] values) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(base.bytes());
      ByteBuffer bytes =
          ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      digest.update(bytes);
      return Hash.of(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    parameters.close();
  }
}
