package org.datanet.governance.chain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.datanet.governance.chain.Intent.SignedTransaction;
import org.datanet.governance.keystore.KeyOwner;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;

@Entity(name = "GovernanceIntent")
@Table(schema = "governance", name = "intent")
class IntentRow {
  @Id String key = "";
  long sequence;
  String kind = "";

  @Column(name = "sender_owner")
  String senderOwner = "";

  String sender = "";
  String target = "";

  @Column(precision = 78, scale = 0)
  BigDecimal value = BigDecimal.ZERO;

  String data = "";

  @Column(name = "done_data")
  @Nullable String doneData;

  @Column(name = "done_word")
  @Nullable Integer doneWord;

  @Column(name = "done_expected")
  @Nullable String doneExpected;

  @Enumerated(EnumType.STRING)
  IntentState state = IntentState.PLANNED;

  @Nullable Long nonce;

  @Column(name = "raw_tx")
  @Nullable String rawTx;

  @Column(name = "tx_hash")
  @Nullable String txHash;

  @Nullable Long block;
  int attempts;
  @Nullable String error;

  @Column(name = "created_at")
  Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  Instant updatedAt = Instant.EPOCH;

  Intent toIntent() {
    return new Intent(
        key,
        new KeyOwner(senderOwner),
        Address.of(sender),
        new ContractCall(Address.of(target), value.toBigIntegerExact(), data),
        done(),
        state,
        signed(),
        attempts,
        Optional.ofNullable(error));
  }

  private Optional<DoneCheck> done() {
    return doneData == null || doneWord == null || doneExpected == null
        ? Optional.empty()
        : Optional.of(new DoneCheck(doneData, doneWord, Hash.of(doneExpected)));
  }

  private Optional<SignedTransaction> signed() {
    return rawTx == null || txHash == null || nonce == null
        ? Optional.empty()
        : Optional.of(new SignedTransaction(rawTx, Hash.of(txHash), nonce));
  }
}
