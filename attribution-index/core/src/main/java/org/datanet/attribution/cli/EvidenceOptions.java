package org.datanet.attribution.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.datanet.attribution.chain.ChainNode;
import org.datanet.attribution.chain.ChainState;
import org.datanet.attribution.chain.Deployment;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.receipt.Evidence;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// What a user has to check receipts with; everything may be left out.
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class EvidenceOptions implements AutoCloseable {

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--signer", paramLabel = "ADDRESS", description = "The attestor's account.")
  private @Nullable Address signer;

  @Option(
      names = "--answer",
      paramLabel = "FILE",
      description = "Text of an answer, UTF-8, or a folder of them; may be repeated.")
  private List<Path> answers = new ArrayList<>();

  @Option(
      names = "--index",
      paramLabel = "VERSION=FOLDER",
      description = "Index of a dataset version; may be repeated.")
  private Map<DatasetVersionId, Path> indexes = new HashMap<>();

  @Option(
      names = "--epoch",
      paramLabel = "FILE",
      description = "The epoch (GET /api/epochs/NUMBER), or the path of one receipt in it.")
  private @Nullable Path epoch;

  @Option(
      names = "--rpc",
      paramLabel = "URL",
      description = "A node of the L2, JSON-RPC over HTTP.")
  private @Nullable URI rpc;

  @Option(
      names = "--contract",
      paramLabel = "NAME=ADDRESS",
      description = "Settlement, AdapterRegistry, DatanetRegistry; may be repeated.")
  private Map<String, Address> contracts = new HashMap<>();

  private final Map<DatasetVersionId, AttributionIndex> open = new HashMap<>();

  /// Reads, opens and connects what was given.
  Evidence evidence() {
    Evidence evidence = Evidence.NONE.withAnswers(texts()).withIndexes(openIndexes());
    if (signer != null) {
      evidence = evidence.withSigner(signer);
    }
    if (epoch != null) {
      evidence = evidence.withEpoch(EvidenceFiles.epoch(epoch));
    }
    return rpc == null ? evidence : evidence.withChain(chain(rpc));
  }

  private List<String> texts() {
    return EvidenceFiles.list(answers).stream().map(EvidenceFiles::text).toList();
  }

  private Map<DatasetVersionId, AttributionIndex> openIndexes() {
    indexes.forEach((version, folder) -> {
      AttributionIndex.verify(folder);
      open.put(version, AttributionIndex.open(folder));
    });
    return open;
  }

  private ChainState chain(URI url) {
    if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
      throw new ParameterException(
          spec.commandLine(), "--rpc is an address like http://localhost:8545, got: " + url);
    }
    return ChainState.of(
        new ChainNode(url),
        new Deployment(
            contract("Settlement"), contract("AdapterRegistry"), contract("DatanetRegistry")));
  }

  private Optional<Address> contract(String name) {
    return Optional.ofNullable(contracts.get(name));
  }

  @Override
  public void close() {
    open.values().forEach(AttributionIndex::close);
  }
}
