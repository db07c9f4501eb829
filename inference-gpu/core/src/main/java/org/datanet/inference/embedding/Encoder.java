package org.datanet.inference.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/// Turns texts into vectors of length 1 whose scalar product says how alike they are. Thread-safe.
public final class Encoder implements AutoCloseable {

  /// What requests and answers call it.
  public static final String MODEL = "all-minilm-l6-v2";

  /// Numbers of a vector.
  public static final int DIMENSIONS = 384;

  /// Longest text, with the two tokens that frame it.
  public static final int MOST_TOKENS = 512;

  /// Number of tokens of its vocabulary.
  public static final int VOCABULARY = 30_522;

  private static final String RESOURCE = "/all-minilm-l6-v2-q";

  private final HuggingFaceTokenizer tokenizer;
  private final OrtSession session;

  private Encoder(HuggingFaceTokenizer tokenizer, OrtSession session) {
    this.tokenizer = tokenizer;
    this.session = session;
  }

  /// Loads the encoder from the class path: 23 MB.
  ///
  /// @param threads of one text's computation
  public static Encoder load(int threads) {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      byte[] tokenizer = resource("-tokenizer.json");
      return new Encoder(
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(tokenizer),
              Map.of("truncation", "false", "padding", "false")),
          OrtEnvironment.getEnvironment().createSession(resource(".onnx"), options));
    } catch (IOException e) {
      throw new UncheckedIOException("the encoder cannot be read", e);
    } catch (OrtException e) {
      throw new IllegalStateException("the encoder cannot be loaded", e);
    }
  }

  private static byte[] resource(String ending) throws IOException {
    try (InputStream in = Encoder.class.getResourceAsStream(RESOURCE + ending)) {
      if (in == null) {
        throw new IOException("there is no " + RESOURCE + ending + " on the class path");
      }
      return in.readAllBytes();
    }
  }

  /// Tokens of a text, framed by those for beginning and end.
  public long[] tokens(String text) {
    return tokenizer.encode(text, true, false).getIds();
  }

  /// The vector of a text: the mean over its tokens, scaled to length 1.
  ///
  /// @param tokens 1 to [#MOST_TOKENS] ids, each below [#VOCABULARY]
  public float[] embed(long[] tokens) {
    long[] ones = new long[tokens.length];
    Arrays.fill(ones, 1);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (var ids = OnnxTensor.createTensor(environment, new long[][] {tokens});
        var mask = OnnxTensor.createTensor(environment, new long[][] {ones});
        var types = OnnxTensor.createTensor(environment, new long[1][tokens.length]);
        var result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      return scaled(mean(((float[][][]) result.get(0).getValue())[0]));
    } catch (OrtException e) {
      throw new IllegalStateException("the encoder failed", e);
    }
  }

  private static float[] mean(float[][] hidden) {
    float[] mean = new float[DIMENSIONS];
    for (float[] token : hidden) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += token[i] / hidden.length;
      }
    }
    return mean;
  }

  /// The vector cut to its first numbers and scaled to length 1 again.
  public static float[] cut(float[] vector, int dimensions) {
    return scaled(Arrays.copyOf(vector, dimensions));
  }

  private static float[] scaled(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += value * value;
    }
    float by = (float) (1 / Math.max(1e-12, Math.sqrt(squares)));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= by;
    }
    return vector;
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the encoder cannot be closed", e);
    }
  }
}
