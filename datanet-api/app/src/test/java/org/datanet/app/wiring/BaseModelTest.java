package org.datanet.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BaseModelTest {

  @Test
  void tellsWhichModelItIsAndWhy() {
    Path folder = Path.of("../../training-gpu/models/datanet-nano");
    BaseModelResource.Card card =
        new BaseModelResource(new BaseModel(folder, "CC0-1.0", "for a test")).card();
    assertThat(card.name()).isEqualTo("datanet-nano");
    assertThat(card.licence()).isEqualTo("CC0-1.0");
    assertThat(card.reason()).isEqualTo("for a test");
    assertThat(card.contextTokens()).isEqualTo(1024);
    assertThat(card.parameters()).isEqualTo(2_828_736);
  }
}
