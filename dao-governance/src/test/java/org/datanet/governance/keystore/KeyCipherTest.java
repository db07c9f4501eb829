package org.datanet.governance.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeyCipherTest {

  private static final KeyOwner OWNER = new KeyOwner("user:1");
  private static final byte[] PLAIN = {1, 2, 3};
  private final KeyCipher cipher = new KeyCipher(Base64.getEncoder().encodeToString(new byte[32]));

  @Test
  void opensWhatItSealed() {
    byte[] sealed = cipher.encrypt(PLAIN, OWNER);
    assertThat(cipher.decrypt(sealed, OWNER)).isEqualTo(PLAIN);
    assertThat(cipher.encrypt(PLAIN, OWNER)).isNotEqualTo(sealed);
  }

  @Test
  void refusesAKeyMovedToAnotherOwner() {
    byte[] sealed = cipher.encrypt(PLAIN, OWNER);
    assertThatThrownBy(() -> cipher.decrypt(sealed, new KeyOwner("user:2")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("keystore-key");
  }

  @Test
  void refusesAKeyOfTheWrongLength() {
    assertThatThrownBy(() -> new KeyCipher("AAAA"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 bytes");
  }
}
