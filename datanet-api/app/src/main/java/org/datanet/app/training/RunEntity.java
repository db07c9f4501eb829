package org.datanet.app.training;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity(name = "TrainingRun")
@Table(name = "training_run", schema = "app")
class RunEntity {

  @Id UUID id;

  @Column(name = "owner_id")
  UUID ownerId;

  String name;

  /// Ids joined by commas.
  @Column(name = "dataset_versions")
  String datasetVersions;

  String settings;

  @Enumerated(EnumType.STRING)
  TrainingRun.State state;

  int step;
  int steps;

  @Column(name = "loss_curve")
  String lossCurve = "[]";

  @Column(name = "held_out_curve")
  String heldOutCurve = "[]";

  @Column(name = "seconds_left")
  @Nullable Long secondsLeft;

  long tokens;

  @Column(name = "total_tokens")
  long totalTokens;

  @Column(name = "tokens_per_second")
  double tokensPerSecond;

  @Column(name = "work_millis")
  long workMillis;

  /// JSON of an evaluation report.
  @Nullable String evaluation;

  @Column(name = "stop_requested")
  boolean stopRequested;

  @Column(name = "content_hash")
  @Nullable String contentHash;

  @Column(name = "base_hash")
  @Nullable String baseHash;

  @Column(name = "features_digest")
  @Nullable String featuresDigest;

  @Nullable String error;

  @Column(name = "progress_note")
  String progressNote = "";

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "started_at")
  @Nullable Instant startedAt;

  @Column(name = "finished_at")
  @Nullable Instant finishedAt;

  @SuppressWarnings("NullAway.Init")
  RunEntity() {}
}
