package org.datanet.app.contribution;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.datanet.access.key.ContributorKeys;
import org.datanet.app.catalog.Datanet;
import org.datanet.app.catalog.DatanetRules;
import org.datanet.app.catalog.Datanets;
import org.datanet.app.jobs.Job;
import org.datanet.app.objects.ObjectStore;
import org.datanet.app.wiring.AppConfig;
import org.datanet.curation.duplicates.DuplicateVerdict;
import org.datanet.curation.duplicates.Duplicates;
import org.datanet.curation.duplicates.RecordText;
import org.datanet.curation.gate.Gate;
import org.datanet.curation.gate.GateReport;
import org.datanet.curation.gate.GateRules;
import org.datanet.curation.gate.Upload;
import org.datanet.kernel.ContributionId;
import org.jspecify.annotations.Nullable;

/// The durable way of a file: seal → gate → duplicates → anonymise → review. Each step leaves a row
/// behind, so that a run after a crash goes on or repeats a step with the same effect. Plain bytes
/// exist only in a work folder, and only while a step reads them.
@ApplicationScoped
class Pipeline implements Job {

  static final String KIND = "contribution";

  private final ContributionStore store;
  private final Datanets datanets;
  private final ObjectStore objects;
  private final ContributorKeys keys;
  private final Gate gate;
  private final Duplicates duplicates;
  private final Anonymisation anonymisation;
  private final Path workFolder;

  Pipeline(
      ContributionStore store,
      Datanets datanets,
      ObjectStore objects,
      ContributorKeys keys,
      Gate gate,
      Duplicates duplicates,
      Anonymisation anonymisation,
      AppConfig config) {
    this.store = store;
    this.datanets = datanets;
    this.objects = objects;
    this.keys = keys;
    this.gate = gate;
    this.duplicates = duplicates;
    this.anonymisation = anonymisation;
    this.workFolder = config.dataDir().resolve("work");
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Next run(UUID uuid) {
    ContributionId id = new ContributionId(uuid);
    Contribution contribution = store.find(id).orElseThrow();
    if (!contribution.state().isBeingProcessed()) {
      return Next.DONE;
    }
    Path folder = workFolder.resolve(id.toString());
    try {
      Files.createDirectories(folder);
      process(contribution, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deleteFolder(folder);
    }
    return Next.DONE;
  }

  private void process(Contribution contribution, Path folder) throws IOException {
    Datanet datanet = datanets.get(contribution.datanetId());
    progress(contribution.id(), 0, "encrypting into quarantine");
    seal(contribution, folder.resolve("incoming"));
    progress(contribution.id(), 1, "checking the file");
    GateReport report = check(contribution, datanet.rules(), folder.resolve("plain"));
    if (!report.accepted()) {
      reject(contribution.id(), report, null);
      return;
    }
    progress(contribution.id(), 2, "searching for duplicates");
    DuplicateVerdict copies =
        duplicates.register(
            contribution.datanetId(),
            contribution.id(),
            contribution.contributorId(),
            report.records().stream()
                .map(r -> new RecordText(r.ordinal(), r.kind(), r.text()))
                .toList());
    if (copies.rejected()) {
      reject(contribution.id(), report, copies);
      return;
    }
    progress(contribution.id(), 3, "anonymising");
    toAnonymising(contribution.id());
    anonymisation.run(contribution, datanet.rules(), report, copies);
  }

  /// Leaves only the encrypted copy. Runs again after a crash between its two halves.
  private void seal(Contribution contribution, Path incoming) throws IOException {
    String plainKey = Keys.incoming(contribution.id());
    if (objects.exists(plainKey)) {
      objects.get(plainKey, incoming);
      Path sealed = incoming.resolveSibling("sealed");
      try (InputStream in = Files.newInputStream(incoming);
          OutputStream out = Files.newOutputStream(sealed)) {
        keys.encrypt(
            contribution.contributorId(),
            contribution.datanetId(),
            Keys.quarantine(contribution.id()),
            in,
            out);
      }
      objects.put(Keys.quarantine(contribution.id()), sealed);
      objects.delete(plainKey);
    }
  }

  private GateReport check(Contribution contribution, DatanetRules rules, Path plain)
      throws IOException {
    store.change(
        contribution.id(),
        List.of(Contribution.State.UPLOADED),
        row -> row.state = Contribution.State.CHECKING);
    String place = Keys.quarantine(contribution.id());
    try (InputStream sealed = objects.open(place);
        InputStream in =
            keys.decrypt(contribution.contributorId(), contribution.datanetId(), place, sealed)) {
      Files.copy(in, plain);
    }
    return gate.check(
        new Upload(contribution.fileName(), plain),
        new GateRules(
            new HashSet<>(rules.acceptedTypes()),
            new HashSet<>(rules.languages()),
            rules.maxFileBytes()));
  }

  private void reject(ContributionId id, GateReport report, @Nullable DuplicateVerdict copies) {
    String verdict = anonymisation.verdictJson(report, copies);
    store.change(
        id,
        List.of(Contribution.State.CHECKING, Contribution.State.ANONYMISING),
        row -> {
          row.state = Contribution.State.REJECTED;
          Anonymisation.describe(row, report, verdict);
          row.progressDone = row.progressTotal;
          row.progressNote = copies == null ? report.verdict().message() : copies.message();
        });
  }

  private void toAnonymising(ContributionId id) {
    store.change(
        id,
        List.of(Contribution.State.CHECKING),
        row -> row.state = Contribution.State.ANONYMISING);
  }

  private void progress(ContributionId id, int done, String note) {
    store.change(
        id,
        List.of(
            Contribution.State.UPLOADED,
            Contribution.State.CHECKING,
            Contribution.State.ANONYMISING),
        row -> {
          row.progressDone = done;
          row.progressTotal = 5;
          row.progressNote = note;
        });
  }

  @Override
  public void gaveUp(UUID id, String reason) {
    store.change(
        new ContributionId(id),
        List.of(
            Contribution.State.UPLOADED,
            Contribution.State.CHECKING,
            Contribution.State.ANONYMISING),
        row -> {
          row.state = Contribution.State.FAILED;
          row.progressNote = reason;
        });
    duplicates.forget(new ContributionId(id));
  }

  @Override
  public List<UUID> unfinished() {
    return store.beingProcessed();
  }

  private static void deleteFolder(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
