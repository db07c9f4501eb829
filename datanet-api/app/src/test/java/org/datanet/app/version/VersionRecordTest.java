package org.datanet.app.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.datanet.kernel.Address;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.RecordId;
import org.datanet.kernel.UserId;
import org.junit.jupiter.api.Test;

class VersionRecordTest {

  private static final VersionRecord RECORD =
      new VersionRecord(
          0,
          new RecordId(UUID.fromString("00000000-0000-7000-8000-000000000001")),
          new ContributionId(new UUID(0, 2)),
          new UserId(new UUID(0, 3)),
          Address.of("0x0102030405060708090a0b0c0d0e0f1011121314"),
          "hello",
          Instant.EPOCH);

  // R4, R17: computed with Foundry's cast: keccak(keccak(0x00…0170…01 ‖ 0x0102…14 ‖
  // sha256("hello")))
  @Test
  void hashesALeafAsTheContractsToolsDo() {
    assertThat(RECORD.leaf())
        .isEqualTo(Hash.of("0x46ac6993a2f3206230180c6a8caa4c7814e665ee2c3b3c3e7cd93f3016a8c446"));
  }

  // R3
  @Test
  void dependsOnRecordContributorAndTextOnly() {
    assertThat(moved(7, "hello").leaf()).isEqualTo(RECORD.leaf());
    assertThat(moved(0, "hello ").leaf()).isNotEqualTo(RECORD.leaf());
  }

  private static VersionRecord moved(int position, String text) {
    return new VersionRecord(
        position,
        RECORD.recordId(),
        new ContributionId(new UUID(9, 9)),
        RECORD.contributorId(),
        RECORD.contributor(),
        text,
        Instant.MAX);
  }
}
