package org.datanet.attribution.receipt;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.datanet.attribution.chain.ChainState;
import org.datanet.attribution.chain.RegisteredVersion;
import org.datanet.attribution.chain.RegistryContract;
import org.datanet.kernel.Hash;

/// What a receipt says about the L2, compared with the L2: chain, adapter, dataset versions.
final class ChainChecks {

  private static final String NOT_GIVEN = "the address of %s was not given";

  private final SignedReceipt signed;
  private final ChainState chain;
  private final Checks checks;

  ChainChecks(SignedReceipt signed, ChainState chain, Checks checks) {
    this.signed = signed;
    this.chain = chain;
    this.checks = checks;
  }

  void run() {
    checks.check(
        "chain-id",
        chain.chainId() == signed.chainId(),
        "the node is of chain %d, the receipt of chain %d"
            .formatted(chain.chainId(), signed.chainId()));
    chain
        .adapters()
        .ifPresentOrElse(
            this::checkAdapter,
            () -> checks.skip("adapter", NOT_GIVEN.formatted("AdapterRegistry")));
    chain
        .datasets()
        .ifPresentOrElse(
            this::checkDatasets,
            () -> checks.skip("dataset", NOT_GIVEN.formatted("DatanetRegistry")));
  }

  private void checkAdapter(RegistryContract registry) {
    ServedModel model = signed.receipt().model();
    Subject adapter = new Subject("adapter", model.adapterId().value(), model.adapterHash());
    Optional<RegisteredVersion> version = checkVersion(registry, adapter);
    if (version.isPresent()) {
      checkParent(version.get(), "the base model", model.baseFingerprint());
      for (DatasetReference dataset : signed.receipt().datasets()) {
        if (dataset.trained()) {
          checkParent(
              version.get(),
              "dataset version " + dataset.id(),
              RegistryContract.idOf(dataset.id().value()));
        }
      }
    }
  }

  private void checkParent(RegisteredVersion adapter, String name, Hash id) {
    checks.check(
        "adapter-parents",
        adapter.parents().contains(id),
        "on the L2 the adapter was not made from %s (%s)".formatted(name, id));
  }

  private void checkDatasets(RegistryContract registry) {
    for (DatasetReference dataset : signed.receipt().datasets()) {
      checkVersion(registry, new Subject("dataset", dataset.id().value(), dataset.merkleRoot()));
    }
  }

  /// What must be registered: the name of its check, its id, and the hash the receipt gives it.
  private record Subject(String name, UUID id, Hash hash) {}

  private Optional<RegisteredVersion> checkVersion(RegistryContract registry, Subject subject) {
    Optional<RegisteredVersion> version = registry.version(subject.id());
    String what = subject.name() + " " + subject.id();
    if (version.isEmpty()) {
      checks.fail(subject.name(), what + " is not registered in " + registry);
      return version;
    }
    Instant at = signed.receipt().at();
    Hash onChain = version.get().contentHash();
    checks.check(
        subject.name(),
        onChain.equals(subject.hash()),
        "%s has hash %s on the L2, the receipt says %s".formatted(what, onChain, subject.hash()));
    Instant published = version.get().publishedAt();
    checks.check(
        subject.name() + "-registered",
        !published.isAfter(at.plus(RegistryContract.CLOCK_TOLERANCE)),
        "%s was registered at %s, after the call at %s".formatted(what, published, at));
    checks.check(
        subject.name() + "-not-frozen",
        !registry.frozenAt(subject.id(), at),
        "%s was frozen when the call was made, at %s".formatted(what, at));
    return version;
  }
}
