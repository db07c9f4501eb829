package org.datanet.access.key;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.datanet.access.AccessConfig;
import org.datanet.access.AccessProblem;
import org.datanet.access.key.ContributorKeyEntity.Owner;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;

/// One random key of 256 bits per contributor and Datanet, made when first needed and stored
/// wrapped by the master key (AES-256-GCM). Files are sealed with Tink's streaming AEAD
/// (AES-256-GCM in segments of 1 MiB, keys by HKDF-SHA-256), bound to owner and place; other keys
/// are derived with HKDF (RFC 5869). Destroying the key makes all of that unreadable for good.
/// Thread-safe.
@ApplicationScoped
public class ContributorKeys {

  private static final int KEY_BYTES = 32;
  private static final int SEGMENT_BYTES = 1 << 20;

  private final ContributorKeyStore store;
  private final Clock clock;
  private final AesGcmJce master;
  private final SecureRandom random = new SecureRandom();

  ContributorKeys(ContributorKeyStore store, Clock clock, AccessConfig config) {
    this.store = store;
    this.clock = clock;
    this.master = master(config.masterKey());
  }

  /// Seals what is written to the result; close it to finish. `place` (e.g. the object key) must be
  /// given again to open.
  ///
  /// @throws ProblemException `key-destroyed`
  public OutputStream sealing(
      UserId contributor, DatanetId datanet, String place, OutputStream sealed) throws IOException {
    try {
      return streaming(contributor, datanet).newEncryptingStream(sealed, place(place));
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot seal", e);
    }
  }

  /// Seals all of `plain` into `sealed`, which stays open.
  public void encrypt(
      UserId contributor, DatanetId datanet, String place, InputStream plain, OutputStream sealed)
      throws IOException {
    try (OutputStream out = sealing(contributor, datanet, place, new Unclosed(sealed))) {
      plain.transferTo(out);
    }
  }

  /// Opens what was sealed under the same place. Reading fails with an IOException when a bit was
  /// changed.
  ///
  /// @throws ProblemException `key-destroyed`
  public InputStream decrypt(
      UserId contributor, DatanetId datanet, String place, InputStream sealed) throws IOException {
    try {
      return streaming(contributor, datanet).newDecryptingStream(sealed, place(place));
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot open", e);
    }
  }

  /// The keys for anonymising this contributor's documents in the Datanet; the same at each call.
  ///
  /// @throws ProblemException `key-destroyed`
  public DerivedKeys derived(UserId contributor, DatanetId datanet) {
    byte[] key = key(contributor, datanet);
    return new DerivedKeys(derive(key, "pseudonym"), derive(key, "date-shift"));
  }

  /// Destroys the key; false when there was none or it was destroyed before.
  public boolean destroy(UserId contributor, DatanetId datanet) {
    return store.destroy(owner(contributor, datanet), clock.instant()) > 0;
  }

  private AesGcmHkdfStreaming streaming(UserId contributor, DatanetId datanet)
      throws GeneralSecurityException {
    byte[] fileKey = derive(key(contributor, datanet), "file");
    return new AesGcmHkdfStreaming(fileKey, "HmacSha256", KEY_BYTES, SEGMENT_BYTES, 0);
  }

  private byte[] key(UserId contributor, DatanetId datanet) {
    Owner owner = owner(contributor, datanet);
    Optional<Optional<byte[]>> found = store.find(owner);
    if (found.isEmpty()) {
      store.insert(owner, wrap(owner), clock.instant());
      found = store.find(owner);
    }
    byte[] wrapped =
        found
            .orElseThrow()
            .orElseThrow(() ->
                new ProblemException(
                    AccessProblem.KEY_DESTROYED,
                    "The contributor's key in this Datanet was destroyed; its files are gone."));
    try {
      return master.decrypt(wrapped, binding(owner));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("datanet.access.master-key does not open this key", e);
    }
  }

  private byte[] wrap(Owner owner) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    try {
      return master.encrypt(key, binding(owner));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] derive(byte[] key, String use) {
    try {
      byte[] info = ("datanet/" + use + "/v1").getBytes(StandardCharsets.UTF_8);
      return Hkdf.computeHkdf("HmacSha256", key, new byte[0], info, KEY_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AesGcmJce master(String base64) {
    try {
      byte[] key = Base64.getDecoder().decode(base64);
      if (key.length != KEY_BYTES) {
        throw new IllegalArgumentException("it has " + key.length + " bytes");
      }
      return new AesGcmJce(key);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "datanet.access.master-key must be 32 random bytes in Base64: " + e.getMessage(), e);
    }
  }

  private static Owner owner(UserId contributor, DatanetId datanet) {
    return new Owner(contributor.value(), datanet.value());
  }

  private static byte[] binding(Owner owner) {
    return (owner.contributorId() + "/" + owner.datanetId()).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] place(String place) {
    return place.getBytes(StandardCharsets.UTF_8);
  }
}
