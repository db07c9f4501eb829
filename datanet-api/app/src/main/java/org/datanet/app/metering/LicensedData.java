package org.datanet.app.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.datanet.access.decision.AccessDecisions;
import org.datanet.access.decision.AccessRequest;
import org.datanet.access.decision.Action;
import org.datanet.access.terms.Purpose;
import org.datanet.app.training.Adapter;
import org.datanet.app.version.DatasetVersion;
import org.datanet.app.version.VersionFiles;
import org.datanet.app.version.Versions;
import org.datanet.attribution.retrieval.RetrievedPassage;
import org.datanet.inference.CallRequest;
import org.datanet.inference.RetrievalRequest;
import org.datanet.inference.Route;
import org.datanet.kernel.DatanetId;

/// The data that an answer may come from, under the licences of the model's publisher.
@ApplicationScoped
class LicensedData {

  /// Passages of a quotation, unless the request says.
  private static final int QUOTED = 3;

  private final AccessDecisions access;
  private final Versions versions;
  private final VersionFiles files;

  LicensedData(AccessDecisions access, Versions versions, VersionFiles files) {
    this.access = access;
    this.versions = versions;
    this.files = files;
  }

  /// What the adapter was trained on. The publisher's licence covers the callers of the model; once
  /// it ends, the model is silent.
  List<DatasetVersion> trainedOn(CallRequest request, Adapter adapter) {
    List<DatasetVersion> trainedOn =
        adapter.datasetVersionIds().stream().map(versions::getRegistered).toList();
    requireLicences(request, adapter, trainedOn, Purpose.TRAIN);
    return trainedOn;
  }

  /// The passages that a request asks for: of the Datanet it names, else, for a quotation, of what
  /// the adapter was trained on. Showing records to a caller or a model needs the publisher's
  /// licence to query their Datanet.
  List<RetrievedPassage> passages(
      CallRequest request, Adapter adapter, List<DatasetVersion> trainedOn) {
    return request
        .retrieval()
        .map(wish -> retrieved(request, adapter, wish))
        .orElseGet(
            () -> request.route() == Route.QUOTE ? quoted(request, adapter, trainedOn) : List.of());
  }

  private List<RetrievedPassage> retrieved(
      CallRequest request, Adapter adapter, RetrievalRequest wish) {
    requireLicence(request, adapter, wish.datanetId(), Purpose.QUERY);
    return search(request, versions.newestRegistered(wish.datanetId()), wish.passages());
  }

  private List<RetrievedPassage> quoted(
      CallRequest request, Adapter adapter, List<DatasetVersion> trainedOn) {
    requireLicences(request, adapter, trainedOn, Purpose.QUERY);
    return trainedOn.stream()
        .flatMap(version -> search(request, version, QUOTED).stream())
        .sorted(Comparator.comparing(RetrievedPassage::score).reversed())
        .limit(QUOTED)
        .toList();
  }

  /// Whether the publisher's licences allow quotations of what the adapter was trained on now.
  boolean quotable(Adapter adapter) {
    return adapter.datasetVersionIds().stream()
        .map(version -> versions.get(version).datanetId())
        .distinct()
        .allMatch(datanet ->
            access.wouldAllow(
                AccessRequest.of(adapter.ownerId(), Set.of(), Action.QUERY, datanet)
                    .forPurpose(Purpose.QUERY)));
  }

  private List<RetrievedPassage> search(CallRequest request, DatasetVersion version, int most) {
    return files.indexes(version.id()).passages().search(request.promptText(), most);
  }

  private void requireLicences(
      CallRequest request, Adapter adapter, List<DatasetVersion> data, Purpose purpose) {
    data.stream()
        .map(DatasetVersion::datanetId)
        .distinct()
        .forEach(datanet -> requireLicence(request, adapter, datanet, purpose));
  }

  private void requireLicence(
      CallRequest request, Adapter adapter, DatanetId datanet, Purpose purpose) {
    access.require(
        AccessRequest.of(request.caller().user(), request.caller().roles(), Action.QUERY, datanet)
            .forPurpose(purpose)
            .underLicenceOf(adapter.ownerId())
            .on(purpose == Purpose.QUERY ? "datanet/" + datanet : "adapter/" + adapter.id()));
  }
}
