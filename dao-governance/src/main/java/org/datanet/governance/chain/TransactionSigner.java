package org.datanet.governance.chain;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.util.HexFormat;
import org.datanet.governance.chain.Intent.SignedTransaction;
import org.datanet.governance.keystore.Keystore;
import org.datanet.kernel.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;

/// Prices, encodes and signs the transaction of an intent (EIP-1559).
@ApplicationScoped
class TransactionSigner {

  private final ChainClient chain;
  private final Keystore keys;

  TransactionSigner(ChainClient chain, Keystore keys) {
    this.chain = chain;
    this.keys = keys;
  }

  /// @throws JsonRpcClient.RpcError when the node foresees that the call reverts
  BigInteger gasFor(Intent intent) {
    BigInteger estimate = chain.estimateGas(intent.sender(), intent.call());
    return estimate.multiply(BigInteger.valueOf(13)).divide(BigInteger.TEN);
  }

  SignedTransaction sign(Intent intent, long nonce, BigInteger gas) {
    ChainClient.Fees fees = chain.fees();
    RawTransaction transaction =
        RawTransaction.createTransaction(
            chain.chainId(),
            BigInteger.valueOf(nonce),
            gas,
            intent.call().to().hex(),
            intent.call().value(),
            intent.call().data(),
            fees.priority(),
            fees.max());
    byte[] raw =
        keys.signing(
            intent.senderOwner(),
            credentials -> TransactionEncoder.signMessage(transaction, credentials));
    return new SignedTransaction("0x" + HexFormat.of().formatHex(raw), Hash.keccak256(raw), nonce);
  }
}
