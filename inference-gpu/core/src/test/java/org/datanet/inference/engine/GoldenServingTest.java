package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.Configs;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.InferenceProblem;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The real decoder behind the scheduler, against greedy continuations computed with Hugging Face
/// transformers and PEFT. Tokens are shown as one character each, so that texts compare as ids.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenServingTest {

  private static final Path FOLDER = Path.of("src/test/resources/llama-tiny");
  private static final List<String> ADAPTERS =
      List.of("adapter0-r4", "adapter1-r16", "adapter2-r8", "adapter3-r8-rslora");
  private static final Vocabulary IDS = EngineContract.IDS;

  private final InferenceConfig config =
      Configs.with("prefill-tokens", "8", "cache-tokens", "1024");
  private final AtomicInteger fetched = new AtomicInteger();
  private JsonNode golden;
  private InferenceService service;

  GoldenServingTest() throws IOException {
    golden = new ObjectMapper().readTree(FOLDER.resolve("golden.json").toFile());
    service =
        new InferenceService(
            LlamaDecoder.load(FOLDER, config.precision(), config),
            IDS,
            this::fetch,
            config,
            Clock.systemUTC());
  }

  private void fetch(AdapterRef ref, Path into) throws IOException {
    fetched.incrementAndGet();
    copy(FOLDER.resolve(ref.modelId()), into);
  }

  private static void copy(Path from, Path into) throws IOException {
    for (String file : List.of("adapter_config.json", "adapter_model.safetensors")) {
      Files.copy(from.resolve(file), into.resolve(file));
    }
  }

  @BeforeAll
  void warm() throws Exception {
    Outcome.of(service.generate(request(0, -1)));
  }

  @AfterAll
  void close() {
    service.close();
  }

  private static AdapterRef ref(String name) throws IOException {
    return new AdapterRef(
        name,
        AdapterId.of("0199aaaa-0000-7000-8000-000000000001"),
        AdapterContent.hash(FOLDER.resolve(name)));
  }

  private static int[] ints(JsonNode list) {
    int[] out = new int[list.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = list.get(i).asInt();
    }
    return out;
  }

  private GenerationRequest request(int prompt, int adapter) throws IOException {
    return new GenerationRequest(
        ints(golden.path("prompts").path(prompt).path("ids")),
        24,
        Decoding.GREEDY,
        adapter < 0 ? Optional.empty() : Optional.of(ref(ADAPTERS.get(adapter))),
        "tenant",
        Clock.systemUTC().instant().plus(Duration.ofMinutes(5)));
  }

  private String expected(int prompt, int adapter) {
    String name = adapter < 0 ? "base" : "adapter" + adapter;
    return IDS.decode(ints(golden.path("greedy").path(name).path("ids").path(prompt)));
  }

  @Test // R51, R54, R55
  void mixedBatchesThatGrowAndShrinkGiveTheReferenceTokens() throws Exception {
    List<Generation> all = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    List<String> begun = new ArrayList<>();
    for (int prompt = 0; prompt < 5; prompt++) {
      for (int adapter = -1; adapter < 4; adapter++) {
        all.add(service.generate(request(prompt, adapter)));
        expected.add(expected(prompt, adapter));
        begun.add(prompt % 2 == 0 ? "" : firstPiece(all.getLast()));
      }
    }
    for (int i = 0; i < all.size(); i++) {
      String text = begun.get(i) + Outcome.of(all.get(i)).text();
      assertThat(text).as("request " + i).isEqualTo(expected.get(i));
    }
    assertThat(fetched.get()).isEqualTo(4);
  }

  /// Waits until the generation runs, so that the next one joins a batch under way.
  private static String firstPiece(Generation generation) throws InterruptedException {
    return ((GenerationEvent.Text) generation.next()).text();
  }

  @Test
  void oneAtATimeGivesTheSameTokens() throws Exception {
    for (int adapter = -1; adapter < 4; adapter++) {
      assertThat(Outcome.of(service.generate(request(1, adapter))).text())
          .isEqualTo(expected(1, adapter));
    }
  }

  @Test
  void refusesFilesThatAreNotTheRegisteredOnes(@TempDir Path folder, @TempDir Path own)
      throws Exception {
    copy(FOLDER.resolve(ADAPTERS.getFirst()), folder);
    Path weights = folder.resolve("adapter_model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    var disk = new AdapterDisk((ref, into) -> copy(folder, into), own, 1 << 20, Clock.systemUTC());
    var memory = new AdapterMemory(disk, config, Clock.systemUTC());
    assertThatThrownBy(() -> memory.get(ref(ADAPTERS.getFirst()), Instant.now().plusSeconds(60)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(InferenceProblem.ADAPTER_UNAVAILABLE));
  }

  @Test
  void theRealTokenizerStreamsText() throws Exception {
    try (var real = InferenceService.open(FOLDER, this::fetch, config, Clock.systemUTC())) {
      int[] prompt = real.vocabulary().encode("the nurse");
      assertThat(prompt).isEqualTo(ints(golden.path("prompts").path(0).path("ids")));
      Outcome outcome = Outcome.of(real.generate(request(3, -1)));
      int[] ids = ints(golden.path("greedy").path("base").path("ids").path(3));
      assertThat(outcome.text()).isEqualTo(real.vocabulary().decode(ids));
    }
  }
}
