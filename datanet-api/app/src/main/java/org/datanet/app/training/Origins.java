package org.datanet.app.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.datanet.access.terms.Consents;
import org.datanet.access.terms.Term;
import org.datanet.access.terms.Terms;
import org.datanet.app.catalog.Datanets;
import org.datanet.app.version.DatasetVersion;
import org.datanet.app.version.Versions;
import org.datanet.app.wiring.BaseModel;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.training.Provenance;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Says what a run's adapter is made from, with licences.
@ApplicationScoped
class Origins {

  private final Versions versions;
  private final Datanets datanets;
  private final Consents consents;
  private final Terms terms;
  private final BaseModel baseModel;
  private final String codeVersion;

  Origins(
      Versions versions,
      Datanets datanets,
      Consents consents,
      Terms terms,
      BaseModel baseModel,
      @ConfigProperty(name = "quarkus.application.version") String codeVersion) {
    this.versions = versions;
    this.datanets = datanets;
    this.consents = consents;
    this.terms = terms;
    this.baseModel = baseModel;
    this.codeVersion = codeVersion;
  }

  Provenance of(TrainingRun run) {
    return new Provenance(
        new Provenance.BaseModel(baseModel.name(), baseModel.licence()),
        run.datasetVersionIds().stream().map(this::dataset).toList(),
        codeVersion,
        null);
  }

  private Provenance.Dataset dataset(DatasetVersionId id) {
    DatasetVersion version = versions.get(id);
    return new Provenance.Dataset(
        id,
        datanets.get(version.datanetId()).rules().name() + " " + version.number(),
        Objects.requireNonNull(version.merkleRoot()),
        licences(id));
  }

  /// Titles of the licences under which the version's contributions were given.
  private String licences(DatasetVersionId id) {
    List<String> titles =
        consents.licences(versions.contributionsOf(id)).stream()
            .map(hash -> terms.find(hash).map(Term::title).orElse(hash.toString()))
            .sorted()
            .toList();
    return titles.stream().collect(Collectors.joining("; "));
  }
}
