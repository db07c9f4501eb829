package org.datanet.inference.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Llama 2's tokenizer: pieces with scores, blanks as `▁`, unknown characters as bytes. Two
/// neighbours merge when together they are a piece, the best score first; written as BPE merges in
/// that order, which gives the same ids.
final class GgufPieces {

  private static final String BLANK = "\u2581";

  /// Two pieces that make a third.
  private record Merge(String left, String right, double score) {}

  private GgufPieces() {}

  static void write(ObjectNode json, Gguf file, Map<String, Integer> vocabulary) {
    boolean prefix = file.flag("tokenizer.ggml.add_space_prefix", true);
    ArrayNode normalizers =
        json.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
    if (prefix) {
      normalizers.addObject().put("type", "Prepend").put("prepend", BLANK);
    }
    replace(normalizers, " ", BLANK);
    decoder(json, prefix);
    int unknown = file.integer("tokenizer.ggml.unknown_token_id", 0);
    ObjectNode model = json.putObject("model").put("type", "BPE");
    model.put(
        "unk_token",
        List.copyOf(vocabulary.keySet()).get(Math.clamp(unknown, 0, vocabulary.size() - 1)));
    model.put("fuse_unk", true).put("byte_fallback", true);
    vocabulary.forEach(model.putObject("vocab")::put);
    ArrayNode merges = model.putArray("merges");
    merges(vocabulary, scores(file, vocabulary.size()))
        .forEach(merge -> merges.addArray().add(merge.left()).add(merge.right()));
  }

  private static void decoder(ObjectNode json, boolean prefix) {
    ArrayNode decoders = json.putObject("decoder").put("type", "Sequence").putArray("decoders");
    replace(decoders, BLANK, " ");
    decoders.addObject().put("type", "ByteFallback");
    decoders.addObject().put("type", "Fuse");
    if (prefix) {
      decoders.addObject().put("type", "Strip").put("content", " ").put("start", 1).put("stop", 0);
    }
  }

  private static void replace(ArrayNode steps, String old, String text) {
    ObjectNode step = steps.addObject().put("type", "Replace");
    step.putObject("pattern").put("String", old);
    step.put("content", text);
  }

  private static List<Double> scores(Gguf file, int tokens) {
    List<Double> scores = file.list("tokenizer.ggml.scores", Double.class);
    if (scores.size() != tokens) {
      throw new IllegalArgumentException(
          "%s, tokenizer: it has %d tokens and %d scores"
              .formatted(file.name(), tokens, scores.size()));
    }
    return scores;
  }

  private static List<Merge> merges(Map<String, Integer> vocabulary, List<Double> scores) {
    List<Merge> merges = new ArrayList<>();
    vocabulary.forEach((piece, id) -> {
      List<Merge> ways = new ArrayList<>();
      for (int cut = 1; cut < piece.length(); cut++) {
        String left = piece.substring(0, cut);
        String right = piece.substring(cut);
        if (vocabulary.containsKey(left) && vocabulary.containsKey(right)) {
          ways.add(new Merge(left, right, scores.get(id)));
        }
      }
      ways.sort(
          Comparator.comparing((Merge way) -> vocabulary.get(way.left()))
              .thenComparing(way -> vocabulary.get(way.right())));
      merges.addAll(ways);
    });
    merges.sort(Comparator.comparingDouble((Merge merge) -> merge.score()).reversed());
    return merges;
  }
}
