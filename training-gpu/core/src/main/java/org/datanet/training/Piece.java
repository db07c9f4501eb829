package org.datanet.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.datanet.inference.model.Tokenizer;

/// A stretch of one record, with the boundary tokens it owns.
///
/// @param from index of the first token that is learnt, >= 1
record Piece(String recordId, int[] ids, int from) {

  static List<Piece> of(List<TrainingText> texts, Tokenizer tokenizer, int sequenceLength) {
    return texts.stream().flatMap(t -> of(t, tokenizer, sequenceLength).stream()).toList();
  }

  /// Start token + prompt + text + end token, cut into pieces that overlap by one token, so that
  /// every token of the text, and the end token, is learnt exactly once. A special token that the
  /// record spells is text like any other: no contributor can write boundaries or roles. Pieces
  /// with nothing to learn are left out.
  static List<Piece> of(TrainingText text, Tokenizer tokenizer, int sequenceLength) {
    int[] prompt = tokenizer.encodeText(text.prompt(), false);
    int[] learnt = tokenizer.encodeText(text.text(), false);
    if (learnt.length == 0) {
      return List.of();
    }
    int[] start = special(tokenizer.bosId());
    int[] all =
        Stream.of(start, prompt, learnt, special(tokenizer.eosId()))
            .flatMapToInt(Arrays::stream)
            .toArray();
    return cut(text.recordId(), all, start.length + prompt.length, sequenceLength);
  }

  /// Some models have no start or end token.
  static int[] special(int id) {
    return id < 0 ? new int[0] : new int[] {id};
  }

  private static List<Piece> cut(String recordId, int[] all, int from, int sequenceLength) {
    List<Piece> pieces = new ArrayList<>();
    for (int at = 0; at < all.length - 1; at += sequenceLength - 1) {
      int end = Math.min(all.length, at + sequenceLength);
      if (end > from) {
        pieces.add(new Piece(recordId, Arrays.copyOfRange(all, at, end), Math.max(1, from - at)));
      }
    }
    return pieces;
  }

  /// Number of tokens that are learnt.
  int learnt() {
    return ids.length - from;
  }
}
