package org.datanet.governance.keystore;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.datanet.kernel.Address;
import org.datanet.persistence.Transactions;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Accounts and wallet challenges in PostgreSQL.
@ApplicationScoped
public class AccountStore {

  private static final String INSERT =
      """
      INSERT INTO governance.account (owner, address, encrypted_key, created_at)
      VALUES (:owner, :address, :key, :at) ON CONFLICT (owner) DO NOTHING\
      """;
  private static final String PUT_CHALLENGE =
      """
      INSERT INTO governance.wallet_challenge (owner, message, expires_at)
      VALUES (:owner, :message, :at)
      ON CONFLICT (owner) DO UPDATE SET message = :message, expires_at = :at\
      """;
  private static final String LINK =
      "UPDATE governance.account SET linked_wallet = :wallet WHERE owner = :owner";
  private static final String TAKE_CHALLENGE =
      "DELETE FROM governance.wallet_challenge WHERE owner = :owner AND message = :message";

  /// An account as stored.
  record StoredKey(KeyOwner owner, Address address, byte[] encryptedKey) {}

  /// A text to be signed by the wallet that a user wants to link, before a point in time.
  public record WalletChallenge(String message, Instant expiresAt) {}

  private final Transactions transactions;

  AccountStore(Transactions transactions) {
    this.transactions = transactions;
  }

  Optional<StoredKey> find(KeyOwner owner) {
    return row(owner).map(row -> new StoredKey(owner, Address.of(row.address), row.encryptedKey));
  }

  /// The own wallet a user linked.
  public Optional<Address> linkedWallet(KeyOwner owner) {
    return row(owner).flatMap(row -> Optional.ofNullable(row.linkedWallet)).map(Address::of);
  }

  /// True when this call created the account, false when it was there.
  boolean insert(StoredKey key, Instant at) {
    return transactions.call(session ->
        session
            .createNativeQuery(INSERT)
            .setParameter("owner", key.owner().value())
            .setParameter("address", key.address().hex())
            .setParameter("key", key.encryptedKey())
            .setParameter("at", at)
            .executeUpdate())
        == 1;
  }

  /// Replaces an earlier challenge of the same owner.
  public void putChallenge(KeyOwner owner, WalletChallenge challenge) {
    transactions.call(session ->
        session
            .createNativeQuery(PUT_CHALLENGE)
            .setParameter("owner", owner.value())
            .setParameter("message", challenge.message())
            .setParameter("at", challenge.expiresAt())
            .executeUpdate());
  }

  public Optional<WalletChallenge> challenge(KeyOwner owner) {
    return Optional.ofNullable(
            transactions.<@Nullable WalletChallengeRow>call(
                session -> session.find(WalletChallengeRow.class, owner.value())))
        .map(row -> new WalletChallenge(row.message, row.expiresAt));
  }

  public boolean isWalletOfAnother(KeyOwner owner, Address wallet) {
    return transactions.call(session ->
        session
            .createQuery(
                "SELECT count(*) FROM GovernanceAccount WHERE linkedWallet = ?1 AND owner <> ?2",
                Long.class)
            .setParameter(1, wallet.hex())
            .setParameter(2, owner.value())
            .getSingleResult())
        > 0;
  }

  /// Uses up the challenge and links the wallet; false when the challenge was used meanwhile.
  public boolean link(KeyOwner owner, Address wallet, WalletChallenge challenge) {
    return transactions.call(session ->
        session
            .createNativeQuery(TAKE_CHALLENGE)
            .setParameter("owner", owner.value())
            .setParameter("message", challenge.message())
            .executeUpdate()
            .chain(taken -> taken == 1 ? link(session, owner, wallet) : Uni.createFrom().item(0))
            .map(linked -> linked == 1));
  }

  private static Uni<Integer> link(Mutiny.Session session, KeyOwner owner, Address wallet) {
    return session
        .createNativeQuery(LINK)
        .setParameter("wallet", wallet.hex())
        .setParameter("owner", owner.value())
        .executeUpdate();
  }

  private Optional<AccountRow> row(KeyOwner owner) {
    return Optional.ofNullable(
        transactions.<@Nullable AccountRow>read(
            session -> session.find(AccountRow.class, owner.value())));
  }
}
