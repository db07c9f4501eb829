package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

// R70
class QuotesTest {

  /// A token a byte, and a begin token.
  private final Quotes quotes = new Quotes(new ScriptedDecoder("", 100));

  private Outcome quote(int maxTokens, String... passages) throws InterruptedException {
    GenerationRequest request =
        new GenerationRequest(
            new int[] {1}, maxTokens, Decoding.GREEDY, Optional.empty(), "a-tenant", Instant.MAX);
    return Outcome.of(quotes.quote(request, List.of(passages), System.nanoTime()));
  }

  @Test
  void tellsPassagesWordForWordAndCountsTheirTokens() throws Exception {
    Outcome outcome = quote(100, "the sea", "el ñandú");
    assertThat(outcome.text()).isEqualTo("the sea\n\nel ñandú");
    assertThat(outcome.end()).isEqualTo(new GenerationEvent.Finished("stop", 19));
  }

  @Test
  void leavesOutWhatDoesNotFitAsAWhole() throws Exception {
    Outcome outcome = quote(12, "the sea", "is wide", "x");
    assertThat(outcome.text()).isEqualTo("the sea");
    assertThat(outcome.end()).isEqualTo(new GenerationEvent.Finished("length", 7));
  }

  @Test
  void cutsTheBestPassageWhereItAloneIsTooLong() throws Exception {
    Outcome outcome = quote(4, "el ñandú");
    assertThat(outcome.text()).isEqualTo("el ");
    assertThat(outcome.end()).isEqualTo(new GenerationEvent.Finished("length", 3));
  }

  @Test
  void isEmptyWhereNothingFits() throws Exception {
    assertThat(quote(4).pieces()).isEmpty();
    assertThat(quote(4).end()).isEqualTo(new GenerationEvent.Finished("stop", 0));
  }

  @Test
  void measuresItself() throws Exception {
    assertThat(quotes.speed().calls()).isZero();
    quote(100, "the sea");
    assertThat(quotes.speed().calls()).isEqualTo(1);
    assertThat(quotes.speed().firstTokenMillis()).isPositive();
  }
}
