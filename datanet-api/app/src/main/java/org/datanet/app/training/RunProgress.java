package org.datanet.app.training;

import java.util.ArrayList;
import java.util.List;
import org.datanet.kernel.TrainingRunId;
import org.datanet.training.LossPoint;
import org.datanet.training.TrainingListener;

/// Writes progress into the row, at most a few times a second, and sees there whether the run is to
/// stop; called on the trainer's thread.
final class RunProgress implements TrainingListener {

  private static final long ROW_UPDATE_NANOS = 400_000_000;

  private final RunStore store;
  private final RunJson json;
  private final TrainingRunId id;
  private final List<LossPoint> curve;
  private final List<LossPoint> heldOut;
  private final long millisBefore;
  private final long begin = System.nanoTime();
  private String warning = "";
  private boolean stopRequested;
  private long written;

  /// Goes on with the curves of the row: a run resumed after a crash has done its first steps
  /// before.
  RunProgress(RunStore store, RunJson json, TrainingRun run) {
    this.store = store;
    this.json = json;
    this.id = run.id();
    this.millisBefore = run.work().millis();
    this.curve = new ArrayList<>(json.curve(run.lossCurve()));
    this.heldOut = new ArrayList<>(json.curve(run.heldOutCurve()));
  }

  boolean stopRequested() {
    return stopRequested;
  }

  @Override
  public void onCheckpointFailed(String message) {
    warning = " " + message;
  }

  @Override
  public void onStep(Progress progress) {
    add(curve, progress.step(), progress.loss());
    Double loss = progress.heldOutLoss();
    if (loss != null) {
      add(heldOut, progress.step(), loss);
    }
    long now = System.nanoTime();
    if (now - written >= ROW_UPDATE_NANOS) {
      written = now;
      write(progress);
    }
  }

  @Override
  public void onEvaluation(String part) {
    store.change(
        id,
        row -> {
          stopRequested = row.stopRequested;
          row.secondsLeft = null;
          row.workMillis = millis();
          row.progressNote = "measuring: " + part;
        });
  }

  /// Milliseconds of work so far, also before a stop or a crash.
  long millis() {
    return millisBefore + (System.nanoTime() - begin) / 1_000_000;
  }

  private static void add(List<LossPoint> points, int step, double loss) {
    points.removeIf(point -> point.step() >= step);
    points.add(new LossPoint(step, loss));
  }

  private void write(Progress progress) {
    String points = json.text(curve);
    String heldOutPoints = json.text(heldOut);
    store.change(
        id,
        row -> {
          stopRequested = row.stopRequested;
          row.step = progress.step();
          row.steps = progress.steps();
          row.lossCurve = points;
          row.heldOutCurve = heldOutPoints;
          row.secondsLeft = progress.left().toSeconds();
          row.tokens = progress.tokens();
          row.totalTokens = progress.totalTokens();
          row.tokensPerSecond = progress.tokensPerSecond();
          row.workMillis = millis();
          row.progressNote = Math.round(progress.tokensPerSecond()) + " tokens/s" + warning;
        });
  }
}
