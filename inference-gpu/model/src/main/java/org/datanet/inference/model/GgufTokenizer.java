package org.datanet.inference.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tokenizer in a GGUF file's metadata (`tokenizer.ggml.*`), written as the `tokenizer.json` of
/// the same model, so that the same library runs both: byte-level BPE (`gpt2`) and Llama 2's pieces
/// with scores (`llama`).
final class GgufTokenizer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEYS = "tokenizer.ggml.";
  private static final int NORMAL = 1;
  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;

  private static final String WORDS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|%s|"
          + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private final Gguf file;
  private final List<String> tokens;
  private final ObjectNode json = JSON.createObjectNode();

  private GgufTokenizer(Gguf file) {
    this.file = file;
    this.tokens = file.list(KEYS + "tokens", String.class);
  }

  static TokenizerSource read(Path model) {
    try (Arena arena = Arena.ofConfined()) {
      Gguf file = Gguf.open(model, arena);
      LlamaConfig config = new GgufModel(file).config();
      return read(file, config.vocab(), config.special());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model's tokenizer: " + e.getMessage(), e);
    }
  }

  /// @param vocab number of ids the model knows
  static TokenizerSource read(Gguf file, int vocab, SpecialIds special) {
    return new GgufTokenizer(file).source(vocab, special);
  }

  private TokenizerSource source(int vocab, SpecialIds special) {
    if (tokens.isEmpty() || tokens.size() > vocab) {
      throw refusal("it names %d tokens, the model knows %d", tokens.size(), vocab);
    }
    String kind = file.text(KEYS + "model", null);
    String split = file.text(KEYS + "pre", "default");
    boolean pieces = kind.equals("llama");
    if (!pieces && !kind.equals("gpt2")) {
      throw refusal("the kind '%s' is not supported; read are gpt2 and llama", kind);
    }
    json.put("version", "1.0");
    addedTokens();
    if (pieces) {
      GgufPieces.write(json, file, vocabulary());
    } else {
      byteLevel(split);
    }
    boolean starts = file.flag(KEYS + "add_bos_token", pieces || split.startsWith("llama"));
    return new TokenizerSource(
        json.toString(),
        vocab,
        special,
        Optional.of(starts),
        text(special.bos()),
        special.eos().stream().findFirst().flatMap(this::text),
        Optional.of(file.text("tokenizer.chat_template", "")).filter(t -> !t.isEmpty()),
        Optional.of(file.text("tokenizer.chat_template.tool_use", "")).filter(t -> !t.isEmpty()),
        GenerationDefaults.NONE);
  }

  private Optional<String> text(int id) {
    return id >= 0 && id < tokens.size() ? Optional.of(tokens.get(id)) : Optional.empty();
  }

  private void addedTokens() {
    List<Long> types = file.list(KEYS + "token_type", Long.class);
    if (!types.isEmpty() && types.size() != tokens.size()) {
      throw refusal("it has %d tokens and %d types of them", tokens.size(), types.size());
    }
    ArrayNode added = json.putArray("added_tokens");
    for (int id = 0; id < types.size(); id++) {
      long type = types.get(id);
      if (type == CONTROL || type == USER_DEFINED) {
        added
            .addObject()
            .put("id", id)
            .put("content", tokens.get(id))
            .put("single_word", false)
            .put("lstrip", false)
            .put("rstrip", false)
            .put("normalized", false)
            .put("special", type == CONTROL);
      }
    }
  }

  private Map<String, Integer> vocabulary() {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    for (int id = 0; id < tokens.size(); id++) {
      Integer other = vocabulary.put(tokens.get(id), id);
      if (other != null) {
        throw refusal("the tokens %d and %d are both '%s'", other, id, tokens.get(id));
      }
    }
    return vocabulary;
  }

  private void byteLevel(String split) {
    if (split.equals("qwen2")) {
      json.putObject("normalizer").put("type", "NFC");
    }
    json.set("pre_tokenizer", splits(split));
    bytes(json.putObject("decoder"), true);
    ObjectNode model = json.putObject("model").put("type", "BPE");
    model.put("ignore_merges", split.startsWith("llama"));
    model.set("vocab", JSON.valueToTree(vocabulary()));
    ArrayNode merges = model.putArray("merges");
    for (String merge : file.list(KEYS + "merges", String.class)) {
      int space = merge.indexOf(' ', 1);
      if (space < 0 || space == merge.length() - 1) {
        throw refusal("the merge '%s' is not two tokens", merge);
      }
      merges.addArray().add(merge.substring(0, space)).add(merge.substring(space + 1));
    }
  }

  /// How a text is cut into words before merging, by llama.cpp's name for it.
  private ObjectNode splits(String split) {
    ObjectNode sequence = JSON.createObjectNode().put("type", "Sequence");
    ArrayNode steps = sequence.putArray("pretokenizers");
    switch (split) {
      case "gpt-2" -> {}
      case "smollm" -> steps.addObject().put("type", "Digits").put("individual_digits", true);
      case "llama-bpe", "llama3", "llama-v3" -> regex(steps, WORDS.formatted("\\p{N}{1,3}"));
      case "qwen2" -> regex(steps, WORDS.formatted("\\p{N}"));
      case "default" -> {
        regex(steps, "[\\p{P}\\$\\+<=>\\^~\\|]+");
        regex(
            steps, "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)");
        regex(steps, "\\p{N}+");
        regex(steps, "[0-9][0-9][0-9]");
      }
      default ->
          throw refusal(
              "the split '%s' is not supported; read are smollm, llama-bpe, qwen2, gpt-2, default",
              split);
    }
    bytes(steps.addObject(), split.equals("gpt-2") || split.equals("smollm"));
    return sequence;
  }

  private static void regex(ArrayNode steps, String pattern) {
    ObjectNode step = steps.addObject().put("type", "Split");
    step.putObject("pattern").put("Regex", pattern);
    step.put("behavior", "Isolated").put("invert", false);
  }

  private static void bytes(ObjectNode step, boolean words) {
    step.put("type", "ByteLevel").put("add_prefix_space", false);
    step.put("trim_offsets", true).put("use_regex", words);
  }

  private IllegalArgumentException refusal(String sentence, Object... details) {
    return new IllegalArgumentException(
        file.name() + ", tokenizer: " + sentence.formatted(details));
  }
}
