package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CrewTest {

  @Test
  void partsSeeWhatTheOthersWroteBeforeTheyMet() {
    try (Crew crew = new Crew(3)) {
      int[] written = new int[3];
      int[] sums = new int[3];
      crew.run(part -> {
        for (int round = 1; round <= 500; round++) {
          written[part] = round;
          crew.meet();
          sums[part] += written[0] + written[1] + written[2];
          crew.meet();
        }
      });
      assertThat(sums).containsOnly(3 * 500 * 501 / 2);
    }
  }

  @Test
  void failureOfOnePartReleasesTheOthersAndTheNextTaskRuns() {
    try (Crew crew = new Crew(2)) {
      for (int failing = 0; failing < 2; failing++) {
        int bad = failing;
        assertThatThrownBy(() ->
                crew.run(part -> {
                  if (part == bad) {
                    throw new IllegalArgumentException("no");
                  }
                  crew.meet();
                }))
            .isInstanceOf(IllegalStateException.class);
        int[] done = new int[2];
        crew.run(part -> {
          crew.meet();
          done[part]++;
        });
        assertThat(done).containsOnly(1);
      }
    }
  }
}
