package org.datanet.attribution.receipt;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.datanet.attribution.chain.ChainState;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;

/// What a verifier has beside receipts; checks that need more are skipped.
///
/// @param signer the attestor's account
/// @param answers texts of answers by SHA-256; a receipt is checked against the one it names
/// @param indexes open indexes of licensed dataset versions
/// @param epoch what shows that the receipts were settled
/// @param chain the L2
public record Evidence(
    Optional<Address> signer,
    Map<Hash, String> answers,
    Map<DatasetVersionId, AttributionIndex> indexes,
    Optional<EpochProof> epoch,
    Optional<ChainState> chain) {

  public static final Evidence NONE =
      new Evidence(Optional.empty(), Map.of(), Map.of(), Optional.empty(), Optional.empty());

  public Evidence {
    answers = Map.copyOf(answers);
    indexes = Map.copyOf(indexes);
  }

  public Evidence withSigner(Address account) {
    return new Evidence(Optional.of(account), answers, indexes, epoch, chain);
  }

  public Evidence withAnswers(Collection<String> texts) {
    Map<Hash, String> byHash =
        texts.stream().distinct().collect(Collectors.toMap(Hash::sha256, text -> text));
    return new Evidence(signer, byHash, indexes, epoch, chain);
  }

  public Evidence withIndexes(Map<DatasetVersionId, AttributionIndex> open) {
    return new Evidence(signer, answers, open, epoch, chain);
  }

  public Evidence withEpoch(EpochProof proof) {
    return new Evidence(signer, answers, indexes, Optional.of(proof), chain);
  }

  public Evidence withChain(ChainState state) {
    return new Evidence(signer, answers, indexes, epoch, Optional.of(state));
  }
}
