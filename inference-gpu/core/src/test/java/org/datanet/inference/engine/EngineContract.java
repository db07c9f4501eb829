package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceProblem;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.Test;

/// What holds for an engine in this process and on another machine alike, on the model llama-tiny:
/// the texts are those of Hugging Face transformers and PEFT.
public abstract class EngineContract {

  protected static final List<String> ADAPTERS =
      List.of("adapter0-r4", "adapter1-r16", "adapter2-r8", "adapter3-r8-rslora");

  /// Every token is one character, and none ends a text.
  protected static final Vocabulary IDS = new IdVocabulary();

  private record IdVocabulary() implements Vocabulary {
    @Override
    public int[] encode(String text) {
      return text.chars().map(c -> c - 0x4e00).toArray();
    }

    @Override
    public String decode(int[] ids) {
      StringBuilder text = new StringBuilder();
      for (int id : ids) {
        text.append((char) (0x4e00 + id));
      }
      return text.toString();
    }

    @Override
    public int endId() {
      return -1;
    }

    @Override
    public int size() {
      return 384;
    }

    @Override
    public byte[] bytes(int id) {
      return decode(new int[] {id}).getBytes(StandardCharsets.UTF_8);
    }
  }

  /// The engine, with `modelFolder()` as base and `adapterFiles()` as adapters.
  protected abstract Engine engine();

  /// The folder of llama-tiny, also from the modules beside this one.
  protected Path modelFolder() {
    return Path.of("../core/src/test/resources/llama-tiny");
  }

  /// The first adapter of a mixed batch; -1 is the base itself.
  protected int firstOfTheMixed() {
    return -1;
  }

  /// The text of tokens as this engine tells it.
  protected String text(int[] ids) {
    return IDS.decode(ids);
  }

  protected AdapterFiles adapterFiles() {
    return (ref, folder) -> {
      if (ref.modelId().equals("missing")) {
        throw new IOException("the object store has no such object");
      }
      for (String name : List.of("adapter_config.json", "adapter_model.safetensors")) {
        Files.copy(modelFolder().resolve(ref.modelId()).resolve(name), folder.resolve(name));
      }
    };
  }

  @Test // R51, R55: mixed adapters at the same time, loaded on their first call
  void everyAdapterGivesItsReferenceTokens() throws Exception {
    List<Generation> all = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int adapter = firstOfTheMixed(); adapter < ADAPTERS.size(); adapter++) {
      for (int prompt = 0; prompt < 2; prompt++) {
        all.add(engine().generate(request(prompt, ref(adapter), Duration.ofMinutes(2))));
        expected.add(expected(prompt, adapter));
      }
    }
    for (int i = 0; i < all.size(); i++) {
      assertThat(Outcome.of(all.get(i)).text()).isEqualTo(expected.get(i));
    }
  }

  @Test
  void aMissingAdapterFailsItsCallOnly() throws Exception {
    AdapterRef missing = new AdapterRef("missing", id(9), Hash.sha256("missing".getBytes("UTF-8")));
    assertThatThrownBy(
            () -> engine().generate(request(0, Optional.of(missing), Duration.ofMinutes(2))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(InferenceProblem.ADAPTER_UNAVAILABLE));
    assertThat(Outcome.of(engine().generate(request(0, ref(-1), Duration.ofMinutes(2)))).text())
        .isEqualTo(expected(0, -1));
  }

  @Test // R65
  void aCallThatIsTooLateEndsAsTimedOut() throws Exception {
    Outcome late = Outcome.of(engine().generate(request(0, ref(-1), Duration.ZERO)));
    assertThat(late.end())
        .isInstanceOfSatisfying(
            GenerationEvent.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.TIMEOUT));
  }

  @Test
  void aCancelledCallEndsAsCancelled() throws Exception {
    List<Generation> all = many(engine(), request(0, ref(0), Duration.ofMinutes(2), 200));
    all.forEach(Generation::cancel);
    GenerationEvent end = Outcome.of(all.getLast()).end();
    assertThat(end)
        .isInstanceOfSatisfying(
            GenerationEvent.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.CANCELLED));
  }

  @Test // R8
  void aFrozenAdapterIsRefusedUntilItIsAllowedAgain() throws Exception {
    AdapterRef frozen = ref(2).orElseThrow();
    Generation running = many(engine(), request(1, ref(2), Duration.ofMinutes(2), 200)).getLast();
    engine().forbid(frozen.id());
    assertThatThrownBy(() -> engine().generate(request(0, ref(2), Duration.ofMinutes(2))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(InferenceProblem.ADAPTER_FROZEN));
    assertThat(Outcome.of(running).end())
        .isInstanceOfSatisfying(
            GenerationEvent.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.FROZEN));
    engine().permit(frozen.id());
    assertThat(Outcome.of(engine().generate(request(0, ref(2), Duration.ofMinutes(2)))).text())
        .isEqualTo(expected(0, 2));
  }

  /// So many long calls at once that the last one cannot have ended yet: the model is so small that
  /// a single one takes but milliseconds.
  protected static List<Generation> many(Engine engine, GenerationRequest request) {
    return IntStream.range(0, 40).mapToObj(i -> engine.generate(request)).toList();
  }

  private Optional<AdapterRef> ref(int adapter) throws IOException {
    if (adapter < 0) {
      return Optional.empty();
    }
    String name = ADAPTERS.get(adapter);
    Hash content = AdapterContent.hash(modelFolder().resolve(name));
    return Optional.of(new AdapterRef(name, id(adapter), content));
  }

  private static AdapterId id(int last) {
    return AdapterId.of("0199aaaa-0000-7000-8000-00000000000" + last);
  }

  private GenerationRequest request(int prompt, Optional<AdapterRef> adapter, Duration patience)
      throws IOException {
    return request(prompt, adapter, patience, 24);
  }

  private GenerationRequest request(
      int prompt, Optional<AdapterRef> adapter, Duration patience, int maxTokens)
      throws IOException {
    return new GenerationRequest(
        ints(golden().path("prompts").path(prompt).path("ids")),
        maxTokens,
        Decoding.GREEDY,
        adapter,
        "a-tenant",
        Clock.systemUTC().instant().plus(patience));
  }

  private String expected(int prompt, int adapter) throws IOException {
    String name = adapter < 0 ? "base" : "adapter" + adapter;
    return text(ints(golden().path("greedy").path(name).path("ids").path(prompt)));
  }

  private JsonNode golden() throws IOException {
    return new ObjectMapper().readTree(modelFolder().resolve("golden.json").toFile());
  }

  private static int[] ints(JsonNode list) {
    int[] out = new int[list.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = list.get(i).asInt();
    }
    return out;
  }
}
