package org.datanet.app.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datanet.access.decision.AccessDecisions;
import org.datanet.access.decision.AccessRequest;
import org.datanet.access.decision.Action;
import org.datanet.access.terms.Purpose;
import org.datanet.app.users.Users.User;
import org.datanet.app.version.DatasetVersion;
import org.datanet.app.version.VersionFiles;
import org.datanet.app.version.Versions;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.AttributionParameters;
import org.datanet.attribution.shares.Attributor;
import org.datanet.attribution.shares.DatasetIndex;
import org.datanet.attribution.shares.RecordShare;
import org.datanet.attribution.shares.SpanRecord;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.RecordId;

/// Looks a text up in dataset versions, as an answer is looked up when it is charged.
@ApplicationScoped
class Inspections {

  private final Versions versions;
  private final VersionFiles files;
  private final SourceStore sources;
  private final AccessDecisions access;
  private final Clock clock;

  Inspections(
      Versions versions,
      VersionFiles files,
      SourceStore sources,
      AccessDecisions access,
      Clock clock) {
    this.versions = versions;
    this.files = files;
    this.sources = sources;
    this.access = access;
    this.clock = clock;
  }

  Inspection inspect(User person, NewInspection request) {
    long start = clock.millis();
    request.check();
    List<DatasetVersion> searched = searched(request);
    searched.forEach(version -> requireRight(person, version));
    Attribution attribution =
        Attributor.attribute(
            searched.stream()
                .map(v -> new DatasetIndex(v.id(), files.indexes(v.id()).attribution()))
                .toList(),
            List.of(),
            request.text(),
            AttributionParameters.defaults());
    return new Inspection(
        searched, attribution, sources(person, attribution), clock.millis() - start);
  }

  private List<DatasetVersion> searched(NewInspection request) {
    DatanetId datanet = request.datanetId();
    return datanet != null
        ? List.of(versions.newestRegistered(datanet))
        : request.datasetVersionIds().stream().distinct().map(versions::getRegistered).toList();
  }

  /// Those whose role reads records need no licence; everybody else needs one to query the Datanet,
  /// for a match says what stands in it.
  private void requireRight(User person, DatasetVersion version) {
    Action action = readsRecords(person) ? Action.READ : Action.QUERY;
    AccessRequest request =
        AccessRequest.of(person.id(), person.roles(), action, version.datanetId())
            .on("dataset-version/" + version.id());
    access.require(action == Action.QUERY ? request.forPurpose(Purpose.QUERY) : request);
  }

  private static boolean readsRecords(User person) {
    return person.hasRole("curator") || person.hasRole("compliance-officer");
  }

  private List<Inspection.Source> sources(User person, Attribution attribution) {
    Set<RecordId> named =
        Stream.concat(
                attribution.spans().stream()
                    .flatMap(span -> span.records().stream())
                    .map(SpanRecord::recordId),
                attribution.recordShares().stream().map(RecordShare::recordId))
            .collect(Collectors.toSet());
    return sources.of(named).stream().map(row -> source(person, row)).toList();
  }

  private static Inspection.Source source(User person, SourceStore.Row row) {
    boolean mayRead = readsRecords(person) || row.contributor().equals(person.id());
    return new Inspection.Source(
        row.recordId(), row.acceptedAt(), mayRead ? row.contribution() : null);
  }
}
