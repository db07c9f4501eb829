package org.datanet.inference.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.RetrievalRequest;
import org.datanet.inference.engine.Sampling;
import org.datanet.kernel.CanonicalJson;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// Reads request bodies of the OpenAI interface. Unknown fields and those that change nothing here
/// (`user`, `store`, `metadata`, `service_tier`) are ignored, as clients send them; known ones this
/// server cannot honour are refused.
///
/// @param vocabulary number of tokens of the model
record RequestReader(ObjectMapper mapper, Clock clock, int vocabulary) {

  private static final int MOST_TOKENS = 1 << 20;
  private static final int MOST_CHOICES = 8;
  private static final int MOST_LOGPROBS = 20;
  private static final int MOST_BIASES = 300;

  /// @throws ProblemException 400 naming the field
  OpenAiRequest read(Endpoint endpoint, String body) {
    Fields fields = new Fields(parse(mapper, body), "");
    refuseUnsupported(fields);
    ToolWishes tools = ToolWishes.read(fields);
    Optional<Fields> datanet = fields.inner("datanet");
    return new OpenAiRequest(
        endpoint,
        fields.text("model"),
        endpoint == Endpoint.CHAT
            ? new ChatReader(mapper, clock).read(fields, tools)
            : prompt(fields),
        output(endpoint, fields, tools),
        sampling(fields),
        new OpenAiRequest.Delivery(
            fields.flag("stream"),
            fields.inner("stream_options").map(o -> o.flag("include_usage")).orElse(false)),
        datanet.flatMap(d -> d.inner("retrieval")).map(RequestReader::retrieval),
        datanet.map(RouteWish::read).orElse(RouteWish.STANDARD),
        hash(body));
  }

  /// @throws ProblemException 400 when the body is not a JSON object
  static JsonNode parse(ObjectMapper mapper, String body) {
    try {
      JsonNode object = mapper.readTree(body);
      if (object != null && object.isObject()) {
        return object;
      }
      throw malformed("the body must be a JSON object");
    } catch (JsonProcessingException e) {
      throw malformed("the body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static Hash hash(String body) {
    try {
      return Hash.sha256(CanonicalJson.bytes(body));
    } catch (UncheckedIOException e) {
      throw malformed("the body is not JSON: " + e.getMessage());
    }
  }

  private static ProblemException malformed(String message) {
    return new ProblemException(
        InferenceProblem.INVALID_REQUEST,
        message + ".",
        List.of(new ProblemException.FieldError("body", message)));
  }

  private static void refuseUnsupported(Fields fields) {
    fields.unsupported("best_of", 1);
    fields.unsupported("echo", false);
    fields.unsupported("suffix", "");
    fields.unsupported("functions");
    fields.unsupported("function_call", "none");
    fields.unsupported("audio");
    fields.unsupported("prediction");
    fields.unsupported("web_search_options");
  }

  private static OpenAiRequest.Output output(Endpoint endpoint, Fields fields, ToolWishes tools) {
    return new OpenAiRequest.Output(
        fields.whole("n", 1, MOST_CHOICES).orElse(1),
        fields
            .whole("max_completion_tokens", 1, MOST_TOKENS)
            .or(() -> fields.whole("max_tokens", 1, MOST_TOKENS)),
        fields.texts("stop", 4),
        endpoint == Endpoint.CHAT ? chatLogprobs(fields) : logprobs(fields),
        tools.forced() ? tools.form() : format(fields),
        tools.offered());
  }

  private static OptionalInt chatLogprobs(Fields fields) {
    OptionalInt top = optional(fields, "top_logprobs");
    if (!fields.flag("logprobs")) {
      if (top.orElse(0) > 0) {
        throw fields.invalid("top_logprobs", "needs logprobs: true");
      }
      return OptionalInt.empty();
    }
    return OptionalInt.of(top.orElse(0));
  }

  private static OptionalInt logprobs(Fields fields) {
    JsonNode value = fields.get("logprobs");
    return value != null && value.isBoolean() && !value.booleanValue()
        ? OptionalInt.empty()
        : optional(fields, "logprobs");
  }

  private static OptionalInt optional(Fields fields, String name) {
    return fields.whole(name, 0, MOST_LOGPROBS).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  private static OutputForm format(Fields fields) {
    return fields
        .inner("response_format")
        .map(format ->
            switch (format.text("type")) {
              case "text" -> new OutputForm.Free();
              case "json_object" -> new OutputForm.AnyObject();
              case "json_schema" -> schema(format);
              default -> throw format.invalid("type", "must be text, json_object or json_schema");
            })
        .orElseGet(OutputForm.Free::new);
  }

  private static OutputForm schema(Fields format) {
    Fields named =
        format
            .inner("json_schema")
            .orElseThrow(() -> format.invalid("json_schema", "must be an object"));
    JsonNode schema = named.get("schema");
    if (schema == null || !schema.isObject()) {
      throw named.invalid("schema", "must be a JSON schema: an object");
    }
    return new OutputForm.Schema("response_format.json_schema.schema", schema);
  }

  private Sampling sampling(Fields fields) {
    return new Sampling(
        fields.number("temperature", 0, 2, 1),
        fields.number("top_p", 1e-6, 1, 1),
        fields.whole("top_k", -1, MOST_TOKENS).map(k -> Math.max(0, k)).orElse(0),
        fields.number("min_p", 0, 1, 0),
        new Sampling.Penalties(
            fields.number("presence_penalty", -2, 2, 0),
            fields.number("frequency_penalty", -2, 2, 0),
            fields.number("repetition_penalty", 0.01, 100, 1)),
        biases(fields),
        fields.seed("seed"));
  }

  private Map<Integer, Double> biases(Fields fields) {
    Map<Integer, Double> biases = new HashMap<>();
    fields
        .inner("logit_bias")
        .ifPresent(given ->
            given
                .object()
                .fieldNames()
                .forEachRemaining(
                    id -> biases.put(token(given, id), given.number(id, -100, 100, 0))));
    if (biases.size() > MOST_BIASES) {
      throw fields.invalid("logit_bias", "may name at most " + MOST_BIASES + " tokens");
    }
    return biases;
  }

  private int token(Fields biases, String id) {
    if (!id.matches("\\d{1,9}") || Integer.parseInt(id) >= vocabulary) {
      throw biases.invalid(id, "is no token id: those are 0 to " + (vocabulary - 1));
    }
    return Integer.parseInt(id);
  }

  private Input prompt(Fields fields) {
    JsonNode prompt = fields.get("prompt");
    JsonNode ids = prompt != null && prompt.size() == 1 ? prompt.get(0) : prompt;
    JsonNode list = ids != null && ids.isArray() ? ids : prompt;
    if (list != null && list.isArray() && !list.isEmpty() && list.get(0).isNumber()) {
      return new Input.Ids(ids(fields, list));
    }
    List<String> prompts = fields.texts("prompt", 1);
    if (prompts.isEmpty()) {
      throw fields.invalid("prompt", "must be a non-empty string or a list of token ids");
    }
    return new Input.Text(prompts.getFirst());
  }

  private int[] ids(Fields fields, JsonNode list) {
    int[] ids = new int[list.size()];
    for (int i = 0; i < ids.length; i++) {
      JsonNode id = list.get(i);
      ids[i] = id.isIntegralNumber() && id.canConvertToInt() ? id.intValue() : -1;
      if (ids[i] < 0 || ids[i] >= vocabulary) {
        throw fields.invalid(
            "prompt", "[" + i + "] is no token id: those are 0 to " + (vocabulary - 1));
      }
    }
    return ids;
  }

  private static RetrievalRequest retrieval(Fields fields) {
    try {
      return new RetrievalRequest(
          DatanetId.of(fields.text("datanetId")),
          fields.whole("passages", 1, RetrievalRequest.MAX_PASSAGES).orElse(3));
    } catch (IllegalArgumentException e) {
      throw fields.invalid("datanetId", "must be the id (a UUID) of a Datanet");
    }
  }
}
