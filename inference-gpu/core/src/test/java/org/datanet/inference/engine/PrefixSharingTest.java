package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.Configs;
import org.datanet.inference.engine.GenerationEvent.Finished;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Hash;
import org.junit.jupiter.api.Test;

class PrefixSharingTest {

  private static final AdapterId ID = AdapterId.of("0199aaaa-0000-7000-8000-000000000001");

  private record Call(int[] prompt, int adapter, int tokens, Generation generation) {}

  private static Call call(int[] prompt, int adapter, int tokens, String tenant) {
    var ref = new AdapterRef("a:" + adapter, ID, Hash.sha256("a" + adapter));
    var lora = new LoraAdapter(8, adapter, false, List.of(), Map.of(), "base");
    var request =
        new GenerationRequest(
            prompt,
            tokens,
            Decoding.GREEDY,
            adapter == 0 ? Optional.empty() : Optional.of(ref),
            tenant,
            Clock.systemUTC().instant().plus(Duration.ofMinutes(5)));
    return new Call(
        prompt,
        adapter,
        tokens,
        new Generation(request, adapter == 0 ? Optional.empty() : Optional.of(lora)));
  }

  private static void submit(Scheduler scheduler, Call call) {
    scheduler.line().reserve(call.generation().tenant());
    scheduler.submit(call.generation());
  }

  private static int[] prompt(Random random, int[] stem) {
    int shared = random.nextInt(stem.length + 1);
    int[] prompt = Arrays.copyOf(stem, shared + 1 + random.nextInt(12));
    for (int i = shared; i < prompt.length; i++) {
      prompt[i] = random.nextInt(3);
    }
    return prompt;
  }

  /// Prompts share beginnings, the cache is far too small for all, calls are cancelled, steps fail:
  /// whoever ends regularly has the tokens that it would have had alone.
  @Property(tries = 60)
  void anyScheduleGivesTheTokensOfACallAlone(@ForAll Random random) throws InterruptedException {
    int cache = 64 + 4 * random.nextInt(60);
    var decoder = new ChainDecoder(56, cache);
    decoder.failEvery(random.nextBoolean() ? 23 : Integer.MAX_VALUE);
    int[] stem = random.ints(30, 0, 3).toArray();
    String[] config = {
      "cache-tokens", "" + cache, "page-tokens", "4", "prefill-tokens", "7", "batch-rows", "5"
    };
    List<Call> calls = new ArrayList<>();
    try (var scheduler = new Scheduler(decoder, decoder, Configs.with(config), Clock.systemUTC())) {
      for (int i = 0; i < 40; i++) {
        Call call = call(prompt(random, stem), random.nextInt(3), 1 + random.nextInt(12), "t");
        submit(scheduler, call);
        calls.add(call);
        if (random.nextInt(6) == 0) {
          calls.get(random.nextInt(calls.size())).generation().cancel();
        }
      }
      for (Call call : calls) {
        Outcome outcome = Outcome.of(call.generation());
        String alone = ChainDecoder.alone(call.prompt(), call.adapter(), call.tokens());
        assertThat(alone).startsWith(outcome.text());
        if (outcome.end() instanceof Finished finished) {
          assertThat(finished.completionTokens()).isEqualTo(call.tokens());
          assertThat(outcome.text()).isEqualTo(alone);
        }
      }
      while (scheduler.load().running() > 0) {
        Thread.sleep(1);
      }
      assertThat(scheduler.load().freeCacheTokens()).isEqualTo((cache / 4 - 1) * 4);
    }
  }

  @Test // R52
  void aSecondCallReadsOnlyWhatIsNewToTheCache() throws InterruptedException {
    var decoder = new ChainDecoder(500, 1024);
    int[] prompt = new Random(1).ints(100, 0, 50).toArray();
    try (var scheduler = new Scheduler(decoder, decoder, Configs.with(), Clock.systemUTC())) {
      Call first = call(prompt, 0, 20, "t");
      submit(scheduler, first);
      String text = Outcome.of(first.generation()).text();
      assertThat(first.generation().cachedTokens()).isZero();

      int[] longer = Arrays.copyOf(prompt, 125);
      System.arraycopy(decoder.encode(text), 0, longer, 100, 20);
      Call next = call(longer, 0, 5, "t");
      submit(scheduler, next);
      assertThat(Outcome.of(next.generation()).text()).isEqualTo(ChainDecoder.alone(longer, 0, 5));
      assertThat(next.generation().cachedTokens()).isEqualTo(112);
    }
  }

  @Test
  void choicesOfOnePromptReadItOnce() throws InterruptedException {
    var decoder = new ChainDecoder(500, 4096);
    int[] prompt = new Random(1).ints(161, 0, 50).toArray();
    try (var scheduler = new Scheduler(decoder, decoder, Configs.with(), Clock.systemUTC())) {
      List<Call> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(call(prompt, 1, 1, "t"));
      }
      calls.forEach(call -> submit(scheduler, call));
      for (Call call : calls) {
        assertThat(Outcome.of(call.generation()).text())
            .isEqualTo(ChainDecoder.alone(prompt, 1, 1));
      }
      assertThat(decoder.tokensRead).isLessThanOrEqualTo(161 + 8);
    }
  }

  @Test
  void neitherTenantsNorAdaptersShareAndAFrozenOneIsForgotten() throws InterruptedException {
    var decoder = new ChainDecoder(500, 4096);
    int[] prompt = new Random(1).ints(100, 0, 50).toArray();
    try (var scheduler = new Scheduler(decoder, decoder, Configs.with(), Clock.systemUTC())) {
      List<Call> calls =
          List.of(
              call(prompt, 1, 2, "t"),
              call(prompt, 2, 2, "t"),
              call(prompt, 1, 2, "u"),
              call(prompt, 1, 2, "t"));
      for (Call call : calls) {
        submit(scheduler, call);
        Outcome.of(call.generation());
      }
      assertThat(calls).extracting(c -> c.generation().cachedTokens()).containsExactly(0, 0, 0, 96);
      scheduler.forbid(ID);
      scheduler.permit(ID);
      Call base = call(prompt, 0, 2, "t");
      submit(scheduler, base);
      Outcome.of(base.generation());
    }
  }
}
