package org.datanet.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.datanet.inference.model.TokenBatch;
import org.datanet.inference.model.Tokenizer;
import org.datanet.kernel.Hash;

/// The whole data order of a training, fixed by texts, schedule and seed: every epoch shuffles the
/// pieces, packs them into rows of at most `sequenceLength` tokens, and groups rows into batches.
final class TrainingPlan {

  private final List<Piece> pieces;
  private final List<List<PackedRow>> batches = new ArrayList<>();
  private final int passTokens;
  private final Hash orderHash;
  private long tokens;

  private TrainingPlan(List<Piece> pieces, Schedule schedule) {
    this.pieces = pieces;
    this.passTokens = schedule.pass();
    MessageDigest digest = sha256();
    for (int epoch = 0; epoch < schedule.epochs(); epoch++) {
      List<Piece> shuffled = new ArrayList<>(pieces);
      Collections.shuffle(shuffled, new Random(schedule.seed() * 1_000_003 + epoch));
      List<PackedRow> rows = PackedRow.pack(shuffled, schedule.sequenceLength());
      for (PackedRow row : rows) {
        for (Piece piece : row.pieces()) {
          digest.update((piece.recordId() + "\n").getBytes(StandardCharsets.UTF_8));
          tokens += piece.learnt();
        }
      }
      batches.addAll(PackedRow.grouped(rows, schedule.batchTokens()));
    }
    orderHash = Hash.of(digest.digest());
  }

  static TrainingPlan of(List<TrainingText> texts, Tokenizer tokenizer, Schedule schedule) {
    return new TrainingPlan(Piece.of(texts, tokenizer, schedule.sequenceLength()), schedule);
  }

  /// What is learnt, once, in the order of the texts.
  List<Piece> pieces() {
    return pieces;
  }

  /// Number of updates.
  int steps() {
    return batches.size();
  }

  /// Labelled tokens of all epochs.
  long tokens() {
    return tokens;
  }

  /// Labelled tokens of one step, counted from 1.
  int tokens(int step) {
    return batches.get(step - 1).stream().mapToInt(PackedRow::learnt).sum();
  }

  /// SHA-256 over the record ids in learning order, one a line.
  Hash orderHash() {
    return orderHash;
  }

  /// SHA-256 over the token ids and learnt parts of all pieces.
  Hash contentHash() {
    MessageDigest digest = sha256();
    for (Piece piece : pieces) {
      String line = piece.recordId() + Arrays.toString(piece.ids()) + piece.from() + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return Hash.of(digest.digest());
  }

  /// The passes of one step, counted from 1; their row weights give the mean over all of them.
  List<TokenBatch> passes(int step) {
    float weight = 1f / tokens(step);
    return PackedRow.grouped(batches.get(step - 1), passTokens).stream()
        .map(rows -> PackedRow.batch(rows, weight))
        .toList();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
