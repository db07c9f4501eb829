package org.datanet.governance.registry;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.datanet.governance.account.Accounts;
import org.datanet.governance.chain.ChainClient;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.contract.Abi;
import org.datanet.governance.contract.ContractName;
import org.datanet.governance.contract.Contracts;
import org.datanet.governance.keystore.SystemAccount;
import org.datanet.governance.registry.RegistryCalls.Asset;
import org.datanet.governance.registry.RegistryCalls.Parent;
import org.datanet.governance.registry.RegistryCalls.Version;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;

/// Registers Datanets, dataset versions, base models and adapters on the L2. Every method returns
/// at once with the receipt of a durable intent; registering the same id again is the same intent.
/// Ids on chain are the UUID's 16 bytes after 16 zeros; a model or adapter version's asset is
/// `keccak256(version id)`.
@ApplicationScoped
public class Registry {

  private final ChainIntents intents;
  private final ChainClient chain;
  private final Contracts contracts;
  private final Accounts accounts;
  private final UuidV7 ids;

  Registry(
      ChainIntents intents, ChainClient chain, Contracts contracts, Accounts accounts, UuidV7 ids) {
    this.intents = intents;
    this.chain = chain;
    this.contracts = contracts;
    this.accounts = accounts;
    this.ids = ids;
  }

  /// @param rulesHash hash of the Datanet's canonical rules
  public ChainReceipt registerDatanet(
      DatanetId datanet, UserId steward, Hash rulesHash, String uri) {
    Address owner = accounts.addressOf(steward);
    Asset asset = new Asset(Abi.idOf(datanet.value()), owner, rulesHash, uri);
    return intents.submit(RegistryCalls.registerAsset("datanet:" + datanet, datanets(), asset));
  }

  /// Parent is the previous version, or the Datanet itself for the first.
  public ChainReceipt registerDatasetVersion(
      DatasetVersionId version,
      DatanetId datanet,
      Hash merkleRoot,
      String uri,
      Optional<DatasetVersionId> previous) {
    Hash asset = Abi.idOf(datanet.value());
    Hash parent = previous.map(id -> Abi.idOf(id.value())).orElse(asset);
    return intents.submit(
        RegistryCalls.publish(
            "dataset-version:" + version,
            datanets(),
            new Version(asset, Abi.idOf(version.value()), merkleRoot, uri),
            List.of(new Parent(datanets(), parent))));
  }

  /// The base model is known by its content hash; the operator owns it.
  public ChainReceipt registerBaseModel(Hash contentHash, String uri) {
    Address models = contracts.addressOf(ContractName.MODEL_REGISTRY);
    Address operator = accounts.system(SystemAccount.OPERATOR);
    Hash assetId = assetOf(contentHash);
    intents.submit(
        RegistryCalls.registerAsset(
            "base-model-asset:" + contentHash,
            models,
            new Asset(assetId, operator, contentHash, uri)));
    return intents.submit(
        RegistryCalls.publish(
            "base-model:" + contentHash,
            models,
            new Version(assetId, contentHash, contentHash, uri),
            List.of(new Parent(models, assetId))));
  }

  /// Parents are the base model and the dataset versions; all must be registered and none frozen.
  public ChainReceipt registerAdapter(AdapterRegistration adapter) {
    Hash versionId = Abi.idOf(adapter.id().value());
    Hash assetId = assetOf(versionId);
    Hash content = adapter.contentHash();
    Asset asset = new Asset(assetId, accounts.addressOf(adapter.owner()), content, adapter.uri());
    intents.submit(RegistryCalls.registerAsset("adapter-asset:" + adapter.id(), adapters(), asset));
    return intents.submit(
        RegistryCalls.publish(
            "adapter:" + adapter.id(),
            adapters(),
            new Version(assetId, versionId, content, adapter.uri()),
            parentsOf(adapter)));
  }

  public ChainReceipt freeze(AdapterId adapter, UserId actor, String reason) {
    return change("freeze", adapters(), Abi.idOf(adapter.value()), actor, reason);
  }

  public ChainReceipt unfreeze(AdapterId adapter, UserId actor, String reason) {
    return change("unfreeze", adapters(), Abi.idOf(adapter.value()), actor, reason);
  }

  public ChainReceipt freeze(DatasetVersionId version, UserId actor, String reason) {
    return change("freeze", datanets(), Abi.idOf(version.value()), actor, reason);
  }

  public ChainReceipt unfreeze(DatasetVersionId version, UserId actor, String reason) {
    return change("unfreeze", datanets(), Abi.idOf(version.value()), actor, reason);
  }

  /// Reads the L2.
  public VersionState state(AdapterId adapter) {
    return state(adapters(), Abi.idOf(adapter.value()));
  }

  /// Reads the L2.
  public VersionState state(DatasetVersionId version) {
    return state(datanets(), Abi.idOf(version.value()));
  }

  private VersionState state(Address registry, Hash versionId) {
    int state = chain.read(registry, RegistryCalls.state(versionId)).uint(0).intValueExact();
    return VersionState.values()[state];
  }

  /// The operator sends it; the reason names the account of the one who decided.
  private ChainReceipt change(
      String change, Address registry, Hash versionId, UserId actor, String reason) {
    String key = change + ":" + versionId + ":" + ids.next();
    String text = reason + " (decided by " + accounts.keptAddressOf(actor) + ")";
    return intents.submit(RegistryCalls.changeState(key, registry, change, versionId, text));
  }

  private List<Parent> parentsOf(AdapterRegistration adapter) {
    List<Parent> parents = new ArrayList<>();
    Address models = contracts.addressOf(ContractName.MODEL_REGISTRY);
    parents.add(new Parent(models, adapter.baseModel()));
    adapter.parents().forEach(id -> parents.add(new Parent(datanets(), Abi.idOf(id.value()))));
    return parents;
  }

  private static Hash assetOf(Hash versionId) {
    return Hash.keccak256(versionId.bytes());
  }

  private Address datanets() {
    return contracts.addressOf(ContractName.DATANET_REGISTRY);
  }

  private Address adapters() {
    return contracts.addressOf(ContractName.ADAPTER_REGISTRY);
  }
}
