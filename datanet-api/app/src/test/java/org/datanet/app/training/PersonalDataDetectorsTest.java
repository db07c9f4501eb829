package org.datanet.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.datanet.training.PersonalDataFinder.Found;
import org.junit.jupiter.api.Test;

class PersonalDataDetectorsTest {

  private static List<Found> find(String text, String... presets) {
    return new PersonalDataDetectors(Stream.of(presets)).find(text);
  }

  @Test
  void findsWhatTheDatanetsTakeOut() {
    String text = "Dear Mr Harlan Crane, write to ana.lopez@example.org.";
    assertThat(find(text, "literature"))
        .containsExactly(new Found("EMAIL", "ana.lopez@example.org"));
    assertThat(find(text, "literature", "clinical", "clinical"))
        .contains(new Found("EMAIL", "ana.lopez@example.org"))
        .extracting(Found::kind)
        .containsExactlyInAnyOrder("EMAIL", "NAME");
  }

  @Test
  void whatAnonymisationPutsInIsNoPersonalData() {
    assertThat(
            find(
                "[NAME-1f0c22a9] came on 12/03/2021, aged 90+; call [PHONE], NHC: [MRN-00ff12aa].",
                "clinical"))
        .isEmpty();
  }
}
