package org.datanet.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir private Path folder;

  @Test
  void staysTheSameAndBelongsToItsOwnerOnly() throws Exception {
    String first = new Secrets(folder).password("p");
    assertThat(new Secrets(folder).password("p")).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("p"))))
        .isEqualTo("rw-------");
  }

  @Test
  void makesKeysOfThirtyTwoBytes() throws Exception {
    Secrets secrets = new Secrets(folder);
    assertThat(secrets.hexKey("h")).matches("0x[0-9a-f]{64}");
    assertThat(Base64.getDecoder().decode(secrets.base64Key("b"))).hasSize(32);
  }
}
