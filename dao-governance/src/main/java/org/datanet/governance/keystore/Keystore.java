package org.datanet.governance.keystore;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.datanet.governance.GovernanceConfig;
import org.datanet.governance.keystore.AccountStore.StoredKey;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/// Keys made on first use, kept encrypted, and never given out: callers ask for signatures.
/// Thread-safe.
@ApplicationScoped
public class Keystore {

  private final AccountStore store;
  private final KeyCipher cipher;
  private final Clock clock;
  private final Map<KeyOwner, StoredKey> known = new ConcurrentHashMap<>();

  Keystore(AccountStore store, GovernanceConfig config, Clock clock) {
    this.store = store;
    this.cipher = new KeyCipher(config.keystoreKey());
    this.clock = clock;
  }

  /// The owner's address; a new key is made when there is none.
  public Address addressOf(KeyOwner owner) {
    return key(owner).address();
  }

  /// True when the owner has a key already.
  public boolean has(KeyOwner owner) {
    return known.containsKey(owner) || store.find(owner).isPresent();
  }

  /// Keeps a given key, unless the owner has one already.
  public Address importKey(KeyOwner owner, String privateKeyHex) {
    store.insert(seal(owner, Credentials.create(privateKeyHex).getEcKeyPair()), clock.instant());
    return addressOf(owner);
  }

  /// Signs a 32-byte digest as it is.
  public Signature sign(KeyOwner owner, Hash digest) {
    return withKey(owner, pair -> Signature.of(Sign.signMessage(digest.bytes(), pair, false)));
  }

  /// Runs a signing step with the owner's key; the key must not leave it.
  public <T> T signing(KeyOwner owner, Function<Credentials, T> step) {
    return withKey(owner, pair -> step.apply(Credentials.create(pair)));
  }

  private <T> T withKey(KeyOwner owner, Function<ECKeyPair, T> step) {
    byte[] key = cipher.decrypt(key(owner).encryptedKey(), owner);
    return step.apply(ECKeyPair.create(new BigInteger(1, key)));
  }

  private StoredKey key(KeyOwner owner) {
    StoredKey cached = known.get(owner);
    if (cached != null) {
      return cached;
    }
    StoredKey key = store.find(owner).orElseGet(() -> create(owner));
    known.put(owner, key);
    return key;
  }

  private StoredKey create(KeyOwner owner) {
    try {
      store.insert(seal(owner, Keys.createEcKeyPair()), clock.instant());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform with Bouncy Castle has secp256k1", e);
    }
    return store.find(owner).orElseThrow();
  }

  private StoredKey seal(KeyOwner owner, ECKeyPair pair) {
    byte[] key = Eip712.word(pair.getPrivateKey());
    return new StoredKey(
        owner, Address.of("0x" + Keys.getAddress(pair)), cipher.encrypt(key, owner));
  }
}
