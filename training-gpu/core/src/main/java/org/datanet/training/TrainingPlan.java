package org.datanet.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.datanet.inference.model.TokenBatch;
import org.datanet.inference.model.Tokenizer;
import org.datanet.kernel.Hash;

/// The whole data order of a training, fixed by texts, schedule and seed: every epoch shuffles the
/// pieces, packs them first-fit into rows of at most `sequenceLength` tokens, and groups rows into
/// batches. A piece never sees its neighbours in the row.
final class TrainingPlan {

  private static final int OPEN_ROWS = 32;

  /// A stretch of one record, with the boundary tokens it owns.
  record Piece(String recordId, int[] ids) {}

  private final List<List<List<Piece>>> batches = new ArrayList<>();
  private final Hash orderHash;
  private long tokens;

  private TrainingPlan(List<Piece> pieces, Schedule schedule) {
    MessageDigest digest = sha256();
    for (int epoch = 0; epoch < schedule.epochs(); epoch++) {
      List<Piece> shuffled = new ArrayList<>(pieces);
      Collections.shuffle(shuffled, new Random(schedule.seed() * 1_000_003 + epoch));
      List<List<Piece>> rows = pack(shuffled, schedule.sequenceLength());
      for (List<Piece> row : rows) {
        for (Piece piece : row) {
          digest.update((piece.recordId() + "\n").getBytes(StandardCharsets.UTF_8));
          tokens += piece.ids().length - 1;
        }
      }
      addBatches(rows, schedule.batchTokens());
    }
    orderHash = Hash.of(digest.digest());
  }

  static TrainingPlan of(List<TrainingText> texts, Tokenizer tokenizer, Schedule schedule) {
    List<Piece> pieces = new ArrayList<>();
    for (TrainingText text : texts) {
      pieces.addAll(pieces(text, tokenizer, schedule.sequenceLength()));
    }
    return new TrainingPlan(pieces, schedule);
  }

  /// Start token + text + end token, cut into pieces that overlap by one token, so that every token
  /// but the first is learnt exactly once. Boundary tokens written out in the text are dropped.
  static List<Piece> pieces(TrainingText text, Tokenizer tokenizer, int sequenceLength) {
    int[] body =
        Arrays.stream(tokenizer.encode(text.text(), false))
            .filter(id -> id != tokenizer.bosId() && id != tokenizer.eosId())
            .toArray();
    if (body.length == 0) {
      return List.of();
    }
    int[] all = new int[body.length + 2];
    all[0] = tokenizer.bosId();
    System.arraycopy(body, 0, all, 1, body.length);
    all[all.length - 1] = tokenizer.eosId();
    List<Piece> pieces = new ArrayList<>();
    for (int at = 0; at < all.length - 1; at += sequenceLength - 1) {
      int end = Math.min(all.length, at + sequenceLength);
      pieces.add(new Piece(text.recordId(), Arrays.copyOfRange(all, at, end)));
    }
    return pieces;
  }

  private static List<List<Piece>> pack(List<Piece> pieces, int length) {
    List<List<Piece>> done = new ArrayList<>();
    List<List<Piece>> open = new ArrayList<>();
    List<Integer> free = new ArrayList<>();
    for (Piece piece : pieces) {
      int size = piece.ids().length;
      int fit =
          IntStream.range(0, open.size()).filter(i -> free.get(i) >= size).findFirst().orElse(-1);
      if (fit < 0) {
        if (open.size() == OPEN_ROWS) {
          done.add(open.removeFirst());
          free.removeFirst();
        }
        open.add(new ArrayList<>());
        free.add(length);
        fit = open.size() - 1;
      }
      open.get(fit).add(piece);
      free.set(fit, free.get(fit) - size);
    }
    done.addAll(open);
    return done;
  }

  private void addBatches(List<List<Piece>> rows, int batchTokens) {
    List<List<Piece>> batch = new ArrayList<>();
    int width = 0;
    for (List<Piece> row : rows) {
      int length = row.stream().mapToInt(p -> p.ids().length).sum();
      int wider = Math.max(width, length);
      if (!batch.isEmpty() && wider * (batch.size() + 1) > batchTokens) {
        batches.add(batch);
        batch = new ArrayList<>();
        wider = length;
      }
      batch.add(row);
      width = wider;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
  }

  /// Number of updates.
  int steps() {
    return batches.size();
  }

  /// Labelled tokens of all epochs.
  long tokens() {
    return tokens;
  }

  /// SHA-256 over the record ids in learning order, one a line.
  Hash orderHash() {
    return orderHash;
  }

  /// The batch of one step, counted from 1.
  TokenBatch batch(int step) {
    List<Row> rows = batches.get(step - 1).stream().map(TrainingPlan::row).toList();
    int labelled = 0;
    for (Row row : rows) {
      labelled += (int) Arrays.stream(row.labels()).filter(l -> l != TokenBatch.IGNORE).count();
    }
    float[] weights = new float[rows.size()];
    Arrays.fill(weights, 1f / labelled);
    return new TokenBatch(
        rows.stream().map(Row::ids).toArray(int[][]::new),
        rows.stream().map(Row::positions).toArray(int[][]::new),
        rows.stream().map(Row::segments).toArray(int[][]::new),
        rows.stream().map(Row::labels).toArray(int[][]::new),
        weights);
  }

  private record Row(int[] ids, int[] positions, int[] segments, int[] labels) {}

  private static Row row(List<Piece> pieces) {
    int length = pieces.stream().mapToInt(p -> p.ids().length).sum();
    Row row = new Row(new int[length], new int[length], new int[length], new int[length]);
    int at = 0;
    for (int segment = 0; segment < pieces.size(); segment++) {
      int[] own = pieces.get(segment).ids();
      for (int i = 0; i < own.length; i++, at++) {
        row.ids()[at] = own[i];
        row.positions()[at] = i;
        row.segments()[at] = segment;
        row.labels()[at] = i + 1 < own.length ? own[i + 1] : TokenBatch.IGNORE;
      }
    }
    return row;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
