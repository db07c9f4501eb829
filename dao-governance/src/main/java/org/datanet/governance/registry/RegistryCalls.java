package org.datanet.governance.registry;

import java.util.List;
import org.datanet.governance.chain.ContractCall;
import org.datanet.governance.chain.DoneCheck;
import org.datanet.governance.chain.IntentRequest;
import org.datanet.governance.contract.Abi;
import org.datanet.governance.keystore.KeyOwner;
import org.datanet.governance.keystore.SystemAccount;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.generated.Bytes32;

/// Calls of `VersionedRegistry`, encoded.
final class RegistryCalls {

  private static final String PUBLISH =
      "publish(bytes32,bytes32,bytes32,string,(address,bytes32)[])";

  /// Word of the metadata hash in the answer of `asset`, and of the content hash in that of
  /// `version`: both structs are dynamic, so word 0 is an offset.
  private static final int HASH_WORD = 2;

  private RegistryCalls() {}

  /// Solidity's `Parent`.
  static final class Parent extends StaticStruct {
    Parent(Address registry, Hash id) {
      super(Abi.address(registry), Abi.bytes32(id));
    }
  }

  record Asset(Hash id, Address owner, Hash metadataHash, String uri) {}

  record Version(Hash assetId, Hash id, Hash contentHash, String uri) {}

  static IntentRequest registerAsset(String key, Address registry, Asset asset) {
    String data =
        Abi.call(
            "registerAsset(bytes32,address,bytes32,string)",
            Abi.bytes32(asset.id()),
            Abi.address(asset.owner()),
            Abi.bytes32(asset.metadataHash()),
            Abi.string(asset.uri()));
    String read = Abi.call("asset(bytes32)", Abi.bytes32(asset.id()));
    return request(key, "register-asset", registry, data)
        .doneWhen(new DoneCheck(read, HASH_WORD, asset.metadataHash()));
  }

  static IntentRequest publish(
      String key, Address registry, Version version, List<Parent> parents) {
    String data =
        Abi.call(
            PUBLISH,
            Abi.bytes32(version.assetId()),
            Abi.bytes32(version.id()),
            Abi.bytes32(version.contentHash()),
            Abi.string(version.uri()),
            new DynamicArray<>(Parent.class, parents));
    return request(key, "publish-version", registry, data)
        .doneWhen(new DoneCheck(version(version.id()), HASH_WORD, version.contentHash()));
  }

  /// @param change `freeze` or `unfreeze`
  static IntentRequest changeState(
      String key, Address registry, String change, Hash versionId, String reason) {
    Bytes32 id = Abi.bytes32(versionId);
    String data = Abi.call(change + "(bytes32,string)", id, Abi.string(reason));
    return request(key, change, registry, data);
  }

  static String version(Hash versionId) {
    return Abi.call("version(bytes32)", Abi.bytes32(versionId));
  }

  static String state(Hash versionId) {
    return Abi.call("state(bytes32)", Abi.bytes32(versionId));
  }

  static IntentRequest request(String key, String kind, Address contract, String data) {
    KeyOwner operator = KeyOwner.of(SystemAccount.OPERATOR);
    return IntentRequest.of(key, kind, operator, ContractCall.of(contract, data));
  }
}
