package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// PEFT's `adapter_config.json`: what of it an adapter needs, refusing by name what would change
/// its meaning.
///
/// @param rank `r`
/// @param alpha `lora_alpha`
/// @param rslora `use_rslora`
/// @param wanted `target_modules`: names, or one regular expression or `all-linear`
/// @param baseModel `base_model_name_or_path`
record PeftConfig(int rank, double alpha, boolean rslora, JsonNode wanted, String baseModel) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Keys that must be absent, null, false or empty.
  private static final List<String> REFUSED =
      List.of(
          "use_dora",
          "use_qalora",
          "use_bdlora",
          "alora_invocation_tokens",
          "modules_to_save",
          "trainable_token_indices",
          "target_parameters",
          "layer_replication",
          "rank_pattern",
          "alpha_pattern",
          "lora_bias",
          "fan_in_fan_out");

  /// Ways to start that leave the base model's weights alone.
  private static final Set<String> STARTS =
      Set.of("true", "false", "gaussian", "eva", "orthogonal");

  static PeftConfig of(JsonNode json) {
    String type = json.path("peft_type").asText("missing");
    if (!type.equals("LORA")) {
      throw refusal("peft_type is %s, only LORA is supported".formatted(type));
    }
    for (String key : REFUSED) {
      JsonNode value = json.path(key);
      if (value.isContainerNode() ? !value.isEmpty() : value.asBoolean() || value.isTextual()) {
        throw refusal("only plain LoRA is supported, %s is %s".formatted(key, value));
      }
    }
    if (!json.path("bias").asText("none").equals("none")) {
      throw refusal("only plain LoRA is supported, bias is " + json.path("bias"));
    }
    if (!STARTS.contains(json.path("init_lora_weights").asText("true"))) {
      throw refusal(
          "init_lora_weights %s changes the base model; save the adapter converted to plain LoRA"
              .formatted(json.path("init_lora_weights")));
    }
    return new PeftConfig(
        rank(json.path("r")),
        alpha(json.path("lora_alpha")),
        json.path("use_rslora").asBoolean(false),
        json.path("target_modules"),
        json.path("base_model_name_or_path").asText(""));
  }

  private static int rank(JsonNode r) {
    if (!r.isInt() || r.asInt() < 1 || r.asInt() > 1024) {
      throw refusal("r must be a whole number from 1 to 1024, is " + r);
    }
    return r.asInt();
  }

  private static double alpha(JsonNode alpha) {
    if (!alpha.isNumber() || !(alpha.asDouble() > 0) || Double.isInfinite(alpha.asDouble())) {
      throw refusal("lora_alpha must be a number above 0, is " + alpha);
    }
    return alpha.asDouble();
  }

  private static IllegalArgumentException refusal(String sentence) {
    return new IllegalArgumentException(PeftFiles.CONFIG + ": " + sentence);
  }

  /// Whether PEFT would adapt a module, e.g. `model.layers.0.self_attn.q_proj`: a name matches it
  /// or its end, a text is `all-linear` or a regular expression for the whole of it.
  boolean targets(String module) {
    if (wanted.isTextual()) {
      return wanted.asText().equals("all-linear") || expression().matcher(module).matches();
    }
    for (JsonNode name : wanted) {
      if (module.equals(name.asText()) || module.endsWith("." + name.asText())) {
        return true;
      }
    }
    return false;
  }

  private Pattern expression() {
    try {
      return Pattern.compile(wanted.asText());
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          PeftFiles.CONFIG + ": target_modules is not a regular expression: " + wanted, e);
    }
  }

  /// The short names of the targets: as listed, or those of the modules that have tensors.
  ///
  /// @param modules that have tensors
  List<String> names(Set<String> modules) {
    List<String> names = new ArrayList<>();
    wanted.forEach(name -> names.add(name.asText()));
    if (!names.isEmpty() && LoraShape.ALL_TARGETS.containsAll(names)) {
      return names;
    }
    return LoraShape.ALL_TARGETS.stream()
        .filter(target -> modules.stream().anyMatch(module -> module.endsWith("." + target)))
        .toList();
  }

  /// The file's content for an adapter; says which layers where not all from the first on have it.
  static ObjectNode json(LoraAdapter adapter) {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("alpha_pattern");
    json.put("base_model_name_or_path", adapter.baseModel()).put("bias", "none");
    json.put("fan_in_fan_out", false).put("inference_mode", true).put("init_lora_weights", true);
    Set<Integer> layers = new TreeSet<>();
    for (Map.Entry<String, float[]> tensor : adapter.tensors().entrySet()) {
      layers.add(PeftFiles.layer(tensor.getKey()));
    }
    if (!layers.isEmpty() && layers.size() <= layers.stream().mapToInt(i -> i).max().getAsInt()) {
      var some = json.putArray("layers_to_transform");
      layers.forEach(some::add);
    }
    if (adapter.alpha() == Math.rint(adapter.alpha())) {
      json.put("lora_alpha", (long) adapter.alpha());
    } else {
      json.put("lora_alpha", adapter.alpha());
    }
    json.put("lora_dropout", 0.0).putNull("modules_to_save");
    json.put("peft_type", "LORA").put("r", adapter.rank());
    json.putObject("rank_pattern");
    var targets = json.putArray("target_modules");
    adapter.targets().forEach(targets::add);
    return json.put("task_type", "CAUSAL_LM")
        .put("use_dora", false)
        .put("use_rslora", adapter.rslora());
  }
}
