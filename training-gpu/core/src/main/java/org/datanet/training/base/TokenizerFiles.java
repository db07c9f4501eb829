package org.datanet.training.base;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Writes a byte-level BPE as `tokenizer.json` and `tokenizer_config.json`.
final class TokenizerFiles {

  static final String BOS = "<|begin_of_text|>";
  static final String EOS = "<|end_of_text|>";
  private static final List<String> SPECIAL = List.of(BOS, EOS, "<|pad|>");

  /// Ids before the first merge: special tokens and bytes.
  static final int FIXED = SPECIAL.size() + 256;

  private static final ObjectMapper JSON = new ObjectMapper();

  private TokenizerFiles() {}

  static void write(List<BytePairs.Merge> merges, int maxPositions, Path folder)
      throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", "1.0").putNull("truncation").putNull("padding");
    ArrayNode added = json.putArray("added_tokens");
    for (int id = 0; id < SPECIAL.size(); id++) {
      ObjectNode token = added.addObject().put("id", id).put("content", SPECIAL.get(id));
      token.put("single_word", false).put("lstrip", false).put("rstrip", false);
      token.put("normalized", false).put("special", true);
    }
    json.putNull("normalizer");
    preTokenizer(json.putObject("pre_tokenizer"));
    postProcessor(json.putObject("post_processor"));
    byteLevel(json.putObject("decoder"), true);
    model(json.putObject("model"), merges);
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve("tokenizer.json").toFile(), json);
    ObjectNode config = JSON.createObjectNode();
    config.put("tokenizer_class", "PreTrainedTokenizerFast").put("bos_token", BOS);
    config.put("eos_token", EOS).put("pad_token", "<|pad|>");
    config.put("model_max_length", maxPositions).put("clean_up_tokenization_spaces", false);
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve("tokenizer_config.json").toFile(), config);
  }

  private static void preTokenizer(ObjectNode node) {
    ArrayNode steps = node.put("type", "Sequence").putArray("pretokenizers");
    ObjectNode split = steps.addObject().put("type", "Split");
    split.putObject("pattern").put("Regex", BytePairs.WORDS);
    split.put("behavior", "Isolated").put("invert", false);
    byteLevel(steps.addObject(), false);
  }

  private static void byteLevel(ObjectNode node, boolean useRegex) {
    node.put("type", "ByteLevel").put("add_prefix_space", useRegex);
    node.put("trim_offsets", true).put("use_regex", useRegex);
  }

  private static void postProcessor(ObjectNode node) {
    node.put("type", "TemplateProcessing");
    for (String kind : List.of("single", "pair")) {
      ArrayNode parts = node.putArray(kind);
      for (int i = 0; i < (kind.equals("pair") ? 2 : 1); i++) {
        parts.addObject().putObject("SpecialToken").put("id", BOS).put("type_id", i);
        ObjectNode sequence = parts.addObject().putObject("Sequence");
        sequence.put("id", i == 0 ? "A" : "B").put("type_id", i);
      }
    }
    ObjectNode bos = node.putObject("special_tokens").putObject(BOS).put("id", BOS);
    bos.putArray("ids").add(SPECIAL.indexOf(BOS));
    bos.putArray("tokens").add(BOS);
  }

  private static void model(ObjectNode node, List<BytePairs.Merge> merges) {
    node.put("type", "BPE").putNull("dropout").putNull("unk_token");
    node.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    node.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
    ObjectNode vocab = node.putObject("vocab");
    SPECIAL.forEach(token -> vocab.put(token, vocab.size()));
    IntStream.range(0, 256).forEach(b -> vocab.put(ByteAlphabet.of(b), vocab.size()));
    ArrayNode pairs = node.putArray("merges");
    for (BytePairs.Merge merge : merges) {
      if (!vocab.has(merge.joined())) {
        vocab.put(merge.joined(), vocab.size());
      }
      pairs.addArray().add(merge.left()).add(merge.right());
    }
  }
}
