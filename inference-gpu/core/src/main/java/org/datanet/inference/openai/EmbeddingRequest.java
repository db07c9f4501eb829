package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.embedding.Encoder;
import org.datanet.kernel.ProblemException;

/// A valid request for embeddings.
///
/// @param inputs the tokens of each text
/// @param dimensions numbers of each vector, 1 to [Encoder#DIMENSIONS]
/// @param base64 whether vectors are sent as base64 of little-endian floats
record EmbeddingRequest(List<long[]> inputs, int dimensions, boolean base64) {

  private static final int MOST_INPUTS = 256;

  /// @throws ProblemException 400 naming the field, 404 for another model
  static EmbeddingRequest read(ObjectMapper mapper, String body, Encoder encoder) {
    Fields fields = new Fields(RequestReader.parse(mapper, body), "");
    String model = fields.text("model");
    if (!model.equals(Encoder.MODEL)) {
      throw new ProblemException(
          InferenceProblem.MODEL_NOT_FOUND,
          "Embeddings are made by " + Encoder.MODEL + ", not by " + model + ".");
    }
    JsonNode format = fields.get("encoding_format");
    if (format != null && !format.asText().matches("float|base64")) {
      throw fields.invalid("encoding_format", "must be float or base64");
    }
    return new EmbeddingRequest(
        inputs(fields, encoder),
        fields.whole("dimensions", 1, Encoder.DIMENSIONS).orElse(Encoder.DIMENSIONS),
        format != null && format.asText().equals("base64"));
  }

  private static List<long[]> inputs(Fields fields, Encoder encoder) {
    JsonNode input = fields.get("input");
    if (input == null || (input.isContainerNode() && input.isEmpty())) {
      throw fields.invalid("input", "must be a text, or a list of texts or of token ids");
    }
    boolean one = input.isTextual() || input.path(0).isNumber();
    if (!one && (!input.isArray() || input.size() > MOST_INPUTS)) {
      throw fields.invalid("input", "must be a list of at most " + MOST_INPUTS + " texts");
    }
    List<long[]> inputs = new ArrayList<>();
    for (JsonNode item : one ? List.of(input) : input) {
      inputs.add(tokens(fields, item, encoder));
    }
    return inputs;
  }

  private static long[] tokens(Fields fields, JsonNode item, Encoder encoder) {
    long[] tokens =
        item.isTextual() && !item.textValue().isEmpty()
            ? encoder.tokens(item.textValue())
            : ids(fields, item);
    if (tokens.length > Encoder.MOST_TOKENS) {
      throw new ProblemException(
          InferenceProblem.CONTEXT_LENGTH_EXCEEDED,
          "An input has %d tokens; the encoder reads %d. Split the text."
              .formatted(tokens.length, Encoder.MOST_TOKENS),
          List.of(
              new ProblemException.FieldError(
                  "input", "must have at most " + Encoder.MOST_TOKENS + " tokens")));
    }
    return tokens;
  }

  private static long[] ids(Fields fields, JsonNode list) {
    long[] ids = new long[list.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = list.get(i).isIntegralNumber() ? list.get(i).longValue() : -1;
      if (ids[i] < 0 || ids[i] >= Encoder.VOCABULARY) {
        throw fields.invalid("input", "may hold token ids from 0 to " + (Encoder.VOCABULARY - 1));
      }
    }
    if (ids.length == 0) {
      throw fields.invalid("input", "must not hold an empty text");
    }
    return ids;
  }

  int tokens() {
    return inputs.stream().mapToInt(ids -> ids.length).sum();
  }

  ObjectNode answer(ObjectMapper mapper, Encoder encoder) {
    ObjectNode reply = mapper.createObjectNode().put("object", "list");
    ArrayNode data = reply.putArray("data");
    for (int i = 0; i < inputs.size(); i++) {
      float[] vector = Encoder.cut(encoder.embed(inputs.get(i)), dimensions);
      put(data.addObject().put("object", "embedding").put("index", i), vector);
    }
    reply.put("model", Encoder.MODEL);
    reply.putObject("usage").put("prompt_tokens", tokens()).put("total_tokens", tokens());
    return reply;
  }

  private void put(ObjectNode entry, float[] vector) {
    if (base64) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(vector);
      entry.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
      return;
    }
    ArrayNode numbers = entry.putArray("embedding");
    for (float value : vector) {
      numbers.add(value);
    }
  }
}
