package org.datanet.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.Caller;
import org.datanet.inference.Configs;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.engine.InferenceService;
import org.datanet.inference.engine.ScriptedDecoder;
import org.datanet.inference.engine.SetClock;
import org.datanet.inference.openai.Admission.Outcome.Replayed;
import org.datanet.inference.openai.Admission.Outcome.Started;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every way a call can go, from the request's text to the desk.
class CallFlowTest {

  private static final Caller CALLER =
      new Caller(UserId.of("0199aaaa-0000-7000-8000-0000000000bb"), Set.of("model-builder"));
  private static final String DATANET = "0199aaaa-0000-7000-8000-0000000000cc";

  private final ObjectMapper mapper = new ObjectMapper();
  private final FakeDesk desk = new FakeDesk();
  private final SetClock clock = new SetClock();
  private final ScriptedDecoder decoder = new ScriptedDecoder("the ñandú runs. STOP here", 200);
  private final InferenceService service =
      new InferenceService(
          decoder,
          decoder,
          CallFlowTest::noFiles,
          Configs.with("queue-limit", "4", "batch-rows", "1", "cache-tokens", "512"),
          clock);
  private final Admission admission = new Admission(new Routes(service, desk), desk, clock, mapper);

  private static void noFiles(AdapterRef ref, Path into) throws IOException {
    throw new IOException("no " + ref.modelId());
  }

  @AfterEach
  void close() {
    service.close();
  }

  private Admission.Outcome admit(Endpoint endpoint, String body, Optional<String> key) {
    return admission.admit(admission.read(endpoint, body), CALLER, key);
  }

  private RunningCall start(String body) {
    return ((Started) admit(Endpoint.COMPLETIONS, body, Optional.empty())).call();
  }

  private static String completion(String model, String more) {
    return "{\"model\":\"%s\",\"prompt\":\"go >\",\"temperature\":0%s}".formatted(model, more);
  }

  private InferenceProblem problemOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    ProblemException e = catchThrowableOfType(ProblemException.class, call);
    return (InferenceProblem) e.problem();
  }

  @Test
  void anAnswerIsCompletedOnceAndCarriesTheExtension() {
    JsonNode reply = start(completion("tiny:1", "")).run(piece -> {}).reply();
    assertThat(reply.path("object").asText()).isEqualTo("text_completion");
    assertThat(reply.path("choices").path(0).path("text").asText())
        .isEqualTo("the ñandú runs. STOP here");
    assertThat(reply.path("choices").path(0).path("finish_reason").asText()).isEqualTo("stop");
    assertThat(reply.path("usage").toString())
        .isEqualTo(
            "{\"prompt_tokens\":5,\"completion_tokens\":27,\"total_tokens\":32,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":0}}");
    assertThat(reply.path("datanet").path("billable").asBoolean()).isTrue();
    assertThat(desk.ends).containsExactly("complete");
    assertThat(desk.answers.getFirst().responseJsonWithoutExtension()).doesNotContain("billable");
    assertThat(reply.path("datanet").path("timing").path("decodeMs").isNumber()).isTrue();
    assertThat(desk.requests.getFirst().promptTokens()).isEqualTo(5);
    assertThat(desk.requests.getFirst().maxTokens()).isEqualTo(128);
  }

  @Test
  void anEmptyAnswerIsNotBillable() {
    JsonNode reply = start(completion("tiny:1", ",\"stop\":\"the\"")).run(piece -> {}).reply();
    assertThat(reply.path("datanet").path("billable").asBoolean()).isFalse();
    assertThat(desk.ends).containsExactly("complete");
  }

  @Test
  void theMaximumIsCappedToTheContext() {
    start(completion("tiny:1", ",\"max_tokens\":5000")).run(piece -> {});
    assertThat(desk.requests.getFirst().maxTokens()).isEqualTo(195);
  }

  @Test
  void aPromptLongerThanTheContextIsRefusedBeforeTheDeskIsAsked() {
    String body = "{\"model\":\"tiny:1\",\"prompt\":\"%s\"}".formatted("x".repeat(200));
    assertThat(problemOf(() -> start(body))).isEqualTo(InferenceProblem.CONTEXT_LENGTH_EXCEEDED);
    assertThat(desk.requests).isEmpty();
  }

  @Test
  void aRefusalOfTheDeskStartsNothing() {
    assertThatThrownBy(() -> start(completion("broke:1", "")))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(402));
    assertThat(problemOf(() -> start(completion("none:1", ""))))
        .isEqualTo(InferenceProblem.MODEL_NOT_FOUND);
    assertThat(desk.ends).isEmpty();
  }

  @Test
  void aRetryWithTheSameKeyGetsTheStoredAnswerUnchanged() {
    Optional<String> key = Optional.of("k1");
    String body = completion("tiny:1", "");
    var first = ((Started) admit(Endpoint.COMPLETIONS, body, key)).call().run(piece -> {});
    var again = (Replayed) admit(Endpoint.COMPLETIONS, body, key);
    assertThat(again.answer().responseJson()).isEqualTo(first.reply().toString());
    assertThat(desk.ends).containsExactly("complete");
    assertThat(desk.requests).hasSize(1);
  }

  @Test
  void aVersionFrozenMeanwhileWithholdsTheAnswer() {
    RunningCall call = start(completion("frozen:1", ""));
    assertThatThrownBy(() -> call.run(piece -> {}))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(409));
    assertThat(desk.ends).containsExactly("complete");
  }

  @Test
  void anAdapterWithoutFilesFailsTheCallOnce() {
    desk.adapter =
        Optional.of(new AdapterRef("tiny:1", AdapterId.of(DATANET), Hash.sha256("nothing")));
    assertThat(problemOf(() -> start(completion("tiny:1", ""))))
        .isEqualTo(InferenceProblem.ADAPTER_UNAVAILABLE);
    assertThat(desk.ends).containsExactly("fail ERROR");
  }

  @Test
  void aBrokenEngineFailsTheCallOnce() {
    decoder.breakDown(true);
    RunningCall call = start(completion("tiny:1", ""));
    assertThat(problemOf(() -> call.run(piece -> {})))
        .isEqualTo(InferenceProblem.GENERATION_FAILED);
    assertThat(desk.ends).containsExactly("fail ERROR");
  }

  @Test
  void aCallThatTakesTooLongFailsOnce() {
    Semaphore gate = decoder.gated();
    RunningCall call = start(completion("tiny:1", ""));
    clock.advance(Duration.ofMinutes(2));
    gate.release(1000);
    assertThat(problemOf(() -> call.run(piece -> {}))).isEqualTo(InferenceProblem.CALL_TIMED_OUT);
    assertThat(desk.ends).containsExactly("fail TIMEOUT");
  }

  @Test
  void aClientThatLeavesMidStreamFailsTheCallOnce() {
    OutputStream gone =
        new OutputStream() {
          private int left = 400;

          @Override
          public void write(int b) throws IOException {
            if (--left < 0) {
              throw new IOException("gone");
            }
          }
        };
    RunningCall call = start(completion("tiny:1", ""));
    assertThatThrownBy(() -> stream(gone, false).write(call)).isInstanceOf(IOException.class);
    assertThat(desk.ends).containsExactly("fail CANCELLED");
  }

  @Test
  void aClientThatLeavesWhileWaitingFailsTheCallOnce() {
    Semaphore gate = decoder.gated();
    RunningCall call = start(completion("tiny:1", ""));
    call.cancel();
    gate.release(1000);
    assertThat(problemOf(() -> call.run(piece -> {}))).isEqualTo(InferenceProblem.CALL_CANCELLED);
    assertThat(desk.ends).containsExactly("fail CANCELLED");
  }

  @Test
  void passagesStandBeforeThePromptWithinTheRoomThatWasHeld() {
    desk.passages = List.of("short passage.", "p".repeat(500));
    String body =
        completion(
            "tiny:1",
            ",\"max_tokens\":30,\"datanet\":{\"retrieval\":{\"datanetId\":\"%s\",\"passages\":2}}"
                .formatted(DATANET));
    JsonNode reply = start(body).run(piece -> {}).reply();
    int held = desk.requests.getFirst().promptTokens();
    assertThat(held).isEqualTo(5 + 165);
    assertThat(reply.path("usage").path("prompt_tokens").asInt()).isGreaterThan(100);
    assertThat(reply.path("usage").path("prompt_tokens").asInt()).isLessThanOrEqualTo(held);
    assertThat(desk.requests.getFirst().promptText()).isEqualTo("go >");
  }

  @Test
  void severalAnswersAreBilledTogetherAndNamedByTheirIndex() throws IOException {
    String body = completion("tiny:1", ",\"n\":3,\"max_tokens\":4");
    JsonNode reply = start(body).run(piece -> {}).reply();
    assertThat(reply.path("choices").findValuesAsText("index")).containsExactly("0", "1", "2");
    assertThat(reply.path("choices").findValuesAsText("text")).containsOnly("the ");
    assertThat(reply.path("usage").path("completion_tokens").asInt()).isEqualTo(12);
    assertThat(desk.requests.getFirst().maxTokens()).isEqualTo(12);
    assertThat(desk.answers.getFirst().text()).isEqualTo("the \u001ethe \u001ethe ");
    assertThat(desk.answers.getFirst().completionTokens()).isEqualTo(12);
    Set<Integer> ended = new HashSet<>();
    for (String event : events(Endpoint.COMPLETIONS, body, true)) {
      JsonNode choice = mapper.readTree(event).path("choices").path(0);
      if (choice.path("finish_reason").isTextual()) {
        ended.add(choice.path("index").asInt());
      }
    }
    assertThat(ended).containsExactly(0, 1, 2);
  }

  @Test
  void probabilitiesOfEveryTokenAreReportedInBothForms() throws IOException {
    JsonNode legacy =
        start(completion("tiny:1", ",\"logprobs\":2"))
            .run(piece -> {})
            .reply()
            .path("choices")
            .path(0)
            .path("logprobs");
    assertThat(legacy.path("tokens")).hasSize(27);
    assertThat(legacy.path("token_logprobs").path(0).asDouble()).isBetween(-0.02, 0.0);
    assertThat(legacy.path("text_offset").path(3).asInt()).isEqualTo(3);
    String body =
        """
        {"model":"tiny:1","temperature":0,"logprobs":true,"top_logprobs":2,"stop":"runs",
         "messages":[{"role":"user","content":"go >"}]}
        """;
    JsonNode reply =
        ((Started) admit(Endpoint.CHAT, body, Optional.empty())).call().run(p -> {}).reply();
    JsonNode content = reply.path("choices").path(0).path("logprobs").path("content");
    assertThat(content).hasSize(reply.path("usage").path("completion_tokens").asInt());
    assertThat(content.path(0).path("token").asText()).isEqualTo("t");
    assertThat(content.path(0).path("bytes").toString()).isEqualTo("[116]");
    assertThat(content.path(0).path("top_logprobs")).hasSize(2);
    int streamed = 0;
    for (String event : events(Endpoint.CHAT, body, false)) {
      streamed +=
          mapper.readTree(event).path("choices").path(0).path("logprobs").path("content").size();
    }
    assertThat(streamed).isEqualTo(content.size());
  }

  @Test
  void anAnswerThatMustFollowASchemaDoesSoWhateverTheModelWants() throws IOException {
    String body =
        """
        {"model":"tiny:1","max_tokens":60,"messages":[{"role":"user","content":"go >"}],
         "response_format":{"type":"json_schema","json_schema":{"name":"town","strict":true,"schema":
         {"type":"object","properties":{"town":{"type":"string","maxLength":8},"size":{"type":"integer"}},
          "required":["town","size"],"additionalProperties":false}}}}
        """;
    JsonNode reply =
        ((Started) admit(Endpoint.CHAT, body, Optional.empty())).call().run(p -> {}).reply();
    JsonNode choice = reply.path("choices").path(0);
    JsonNode town = mapper.readTree(choice.path("message").path("content").asText());
    assertThat(town.path("town").isTextual()).isTrue();
    assertThat(town.path("size").isIntegralNumber()).isTrue();
    assertThat(problemOf(() -> admit(Endpoint.CHAT, body.replace("60", "3"), Optional.empty())))
        .isEqualTo(InferenceProblem.INVALID_REQUEST);
    assertThatThrownBy(
            () -> admit(Endpoint.CHAT, body.replace("maxLength", "maxWords"), Optional.empty()))
        .hasMessageContaining("#/properties/town/maxWords");
  }

  private static final String TOOLS =
      """
      {"model":"tiny:1","max_tokens":90,"messages":[{"role":"user","content":"go >"}],
       "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object",
        "properties":{"town":{"enum":["Lima","Quito"]}},"required":["town"],
        "additionalProperties":false}}}],"tool_choice":%s}
      """;

  @Test
  void aFunctionThatMustBeCalledIsCalled() throws IOException {
    String body = TOOLS.formatted("\"required\"");
    JsonNode reply =
        ((Started) admit(Endpoint.CHAT, body, Optional.empty())).call().run(p -> {}).reply();
    JsonNode choice = reply.path("choices").path(0);
    assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(choice.path("message").path("content").isNull()).isTrue();
    JsonNode call = choice.path("message").path("tool_calls").path(0);
    assertThat(call.path("id").asText()).startsWith("call_");
    assertThat(call.path("function").path("name").asText()).isEqualTo("weather");
    String arguments = call.path("function").path("arguments").asText();
    assertThat(mapper.readTree(arguments).path("town").asText()).isIn("Lima", "Quito");
    assertThat(desk.answers.getFirst().text()).isEqualTo(arguments);
    List<String> events = events(Endpoint.CHAT, body, false);
    assertThat(events.getLast()).contains("\"finish_reason\":\"tool_calls\"");
    assertThat(events.get(events.size() - 2))
        .contains("\"tool_calls\":[{\"index\":0,\"id\":\"call_");
  }

  private EventStream stream(OutputStream out, boolean includeUsage) {
    return new EventStream(out, admission.replies(), includeUsage);
  }

  private List<String> events(Endpoint endpoint, String body, boolean includeUsage)
      throws IOException {
    var out = new ByteArrayOutputStream();
    switch (admit(endpoint, body, Optional.of("s"))) {
      case Started started -> stream(out, includeUsage).write(started.call());
      case Replayed replayed -> stream(out, includeUsage).write(endpoint, replayed.answer());
    }
    List<String> events = new ArrayList<>();
    for (String event : out.toString(StandardCharsets.UTF_8).split("\n\n")) {
      assertThat(event).startsWith("data: ");
      events.add(event.substring(6));
    }
    assertThat(events.removeLast()).isEqualTo("[DONE]");
    return events;
  }

  private String chatText(List<String> events) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String event : events) {
      JsonNode chunk = mapper.readTree(event);
      assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
      text.append(chunk.path("choices").path(0).path("delta").path("content").asText(""));
    }
    return text.toString();
  }

  @Test
  void aChatStreamOpensWithTheRoleAndEndsWithUsageAndExtension() throws IOException {
    String body =
        """
        {"model":"tiny:1","temperature":0,"stop":["STOP"],
         "messages":[{"role":"user","content":[{"type":"text","text":"go >"}]}]}
        """;
    List<String> events = events(Endpoint.CHAT, body, false);
    assertThat(events.getFirst()).contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\"}");
    assertThat(chatText(events)).isEqualTo("the ñandú runs. ");
    assertThat(events.getLast())
        .contains("\"finish_reason\":\"stop\"", "\"usage\":", "\"datanet\":{");
    List<String> again = events(Endpoint.CHAT, body, false);
    assertThat(chatText(again)).isEqualTo("the ñandú runs. ");
    assertThat(again.getLast()).isEqualTo(events.getLast());
    assertThat(desk.ends).containsExactly("complete");
  }

  @Test
  void aStreamWithUsageEndsWithAChunkWithoutChoices() throws IOException {
    List<String> events = events(Endpoint.COMPLETIONS, completion("tiny:1", ""), true);
    assertThat(events.getLast()).contains("\"choices\":[]", "\"usage\":", "\"datanet\":{");
    assertThat(events.get(events.size() - 2)).contains("\"finish_reason\":\"stop\"");
  }

  @Test
  void aWithheldStreamEndsWithAnErrorEvent() throws IOException {
    List<String> events = events(Endpoint.COMPLETIONS, completion("frozen:1", ""), false);
    assertThat(mapper.readTree(events.getLast()).path("error").path("code").asText())
        .isEqualTo("version_frozen");
  }
}
