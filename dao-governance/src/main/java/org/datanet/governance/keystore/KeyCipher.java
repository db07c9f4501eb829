package org.datanet.governance.keystore;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts private keys at rest with AES-256-GCM: 12 bytes random nonce, then ciphertext and tag.
/// The owner is authenticated with them, so that rows cannot be swapped.
final class KeyCipher {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /// @throws IllegalArgumentException unless the key is Base64 of 32 bytes
  KeyCipher(String base64Key) {
    byte[] bytes = Base64.getDecoder().decode(base64Key.strip());
    if (bytes.length != 32) {
      throw new IllegalArgumentException(
          "datanet.governance.keystore-key is Base64 of 32 bytes, got " + bytes.length);
    }
    this.key = new SecretKeySpec(bytes, "AES");
  }

  byte[] encrypt(byte[] plain, KeyOwner owner) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plain, owner);
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
    return all;
  }

  byte[] decrypt(byte[] encrypted, KeyOwner owner) {
    byte[] nonce = Arrays.copyOf(encrypted, NONCE_BYTES);
    byte[] sealed = Arrays.copyOfRange(encrypted, NONCE_BYTES, encrypted.length);
    return run(Cipher.DECRYPT_MODE, nonce, sealed, owner);
  }

  private byte[] run(int mode, byte[] nonce, byte[] input, KeyOwner owner) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.value().getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "cannot open the key of " + owner + ": is datanet.governance.keystore-key the right one?",
          e);
    }
  }
}
