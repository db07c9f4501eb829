package org.datanet.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.datanet.inference.CallRequest;
import org.datanet.inference.Caller;
import org.datanet.inference.Configs;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.Route;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.InferenceService;
import org.datanet.inference.engine.RoutedEngine;
import org.datanet.inference.engine.ScriptedDecoder;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// R70: how the route of a call is chosen, and what each route answers. A token costs one base unit
/// by the standard route, 0.8 by the fast one and 0.25 as a quotation.
class RoutesTest {

  private static final Caller CALLER =
      new Caller(UserId.of("0199aaaa-0000-7000-8000-0000000000bb"), Set.of("holder"));

  private final ObjectMapper mapper = new ObjectMapper();
  private final FakeDesk desk = new FakeDesk();
  private final ScriptedDecoder careful = new ScriptedDecoder("a careful answer.", 300);
  private final ScriptedDecoder quick = new ScriptedDecoder("a quick answer.", 300);
  private final Engine engine = new RoutedEngine(service(careful), service(quick));
  private final Admission admission = admission(engine);

  private static Engine service(ScriptedDecoder decoder) {
    return new InferenceService(
        decoder,
        decoder,
        (ref, into) -> {
          throw new IOException("no files");
        },
        Configs.with("batch-rows", "1", "queue-limit", "2"),
        Clock.systemUTC());
  }

  private Admission admission(Engine of) {
    return new Admission(new Routes(of, desk), desk, Clock.systemUTC(), mapper);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /// @param datanet the fields of the extension, after the model's
  private static String body(String datanet) {
    return ("{'model':'tiny:1','prompt':'go >','temperature':0,'max_tokens':40%s}")
        .formatted(datanet)
        .replace('\'', '"');
  }

  private static String auto(String limits) {
    return body(",'datanet':{'route':'auto','limits':{%s}}".formatted(limits));
  }

  private RunningCall start(Admission at, String body) {
    OpenAiRequest request = at.read(Endpoint.COMPLETIONS, body);
    return ((Admission.Outcome.Started) at.admit(request, CALLER, Optional.empty())).call();
  }

  private JsonNode ask(String body) {
    return start(admission, body).run(piece -> {}).reply();
  }

  private static String text(JsonNode reply) {
    return reply.path("choices").path(0).path("text").asText();
  }

  private ProblemException refusal(String body) {
    return catchThrowableOfType(ProblemException.class, () -> ask(body));
  }

  @Test
  void aCallerNamesTheRoute() {
    JsonNode standard = ask(body(""));
    JsonNode fast = ask(body(",'datanet':{'route':'fast'}"));

    assertThat(text(standard)).isEqualTo("a careful answer.");
    assertThat(standard.path("datanet").path("route").toString())
        .isEqualTo("{\"name\":\"standard\",\"why\":\"chosen\"}");
    assertThat(text(fast)).isEqualTo("a quick answer.");
    assertThat(fast.path("datanet").path("route").path("name").asText()).isEqualTo("fast");
    assertThat(fast.path("system_fingerprint").asText())
        .isNotEqualTo(standard.path("system_fingerprint").asText());
    assertThat(desk.requests)
        .extracting(CallRequest::route)
        .containsExactly(Route.STANDARD, Route.FAST);
  }

  @Test
  void aQuotationIsThePassagesAndIsCountedExactlyWhateverTheModelDoes() {
    careful.breakDown(true);
    quick.breakDown(true);
    desk.passages = List.of("the sea is wide", "x".repeat(40));

    JsonNode reply = ask(body(",'datanet':{'route':'quote'}"));

    assertThat(text(reply)).isEqualTo("the sea is wide");
    assertThat(reply.path("choices").path(0).path("finish_reason").asText()).isEqualTo("length");
    assertThat(reply.path("usage").path("prompt_tokens").asInt()).isEqualTo(5);
    assertThat(reply.path("usage").path("completion_tokens").asInt()).isEqualTo(15);
    assertThat(desk.requests.getFirst().promptTokens()).isEqualTo(5);
    assertThat(desk.answers.getFirst().text()).isEqualTo("the sea is wide");
  }

  @Test
  void aQuotationIsStreamedToo() throws IOException {
    desk.passages = List.of("the sea is wide");
    var out = new ByteArrayOutputStream();

    new EventStream(out, admission.replies(), false)
        .write(start(admission, body(",'datanet':{'route':'quote'}")));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("the sea is wide", "\"name\":\"quote\"")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void whatOnlyAModelCanDoIsNoQuotation() {
    for (String field :
        List.of(
            "'n':2", "'stop':'a'", "'logprobs':1", "'response_format':{'type':'json_object'}")) {
      ProblemException e = refusal(body("," + field + ",'datanet':{'route':'quote'}"));
      assertThat(e.problem()).isEqualTo(InferenceProblem.UNSUPPORTED_PARAMETER);
      assertThat(e.errors().getFirst().field()).isEqualTo(field.split("'")[1]);
    }
    assertThat(desk.requests).isEmpty();
  }

  @Test
  void aRouteThatIsNotOfferedIsRefusedWithThoseThatAre() {
    try (Engine alone = service(careful)) {
      Admission one = admission(alone);
      ProblemException e =
          catchThrowableOfType(
              ProblemException.class, () -> start(one, body(",'datanet':{'route':'fast'}")));
      assertThat(e).hasMessageContaining("choose one of standard, quote");
      assertThat(start(one, body("")).run(piece -> {}).choices()).hasSize(1);
    }
  }

  @Test
  void withoutLimitsTheServerChoosesTheMostCarefulRoute() {
    JsonNode reply = ask(auto(""));
    assertThat(reply.path("datanet").path("route").toString())
        .isEqualTo("{\"name\":\"standard\",\"why\":\"auto\"}");
  }

  // The call can have 45 tokens: 45, 36 or 12 base units.
  @Test
  void theServerChoosesTheMostCarefulRouteThatThePriceAllows() {
    assertThat(text(ask(auto("'price':'45'")))).isEqualTo("a careful answer.");
    assertThat(text(ask(auto("'price':'44'")))).isEqualTo("a quick answer.");
    desk.passages = List.of("the sea");
    assertThat(text(ask(auto("'price':'35'")))).isEqualTo("the sea");
  }

  @Test
  void theServerLeavesOutARouteThatWasTooSlowOfLate() throws Exception {
    Semaphore gate = careful.gated();
    RunningCall slow = start(admission, body(""));
    Thread.sleep(400);
    gate.release(1000);
    slow.run(piece -> {});
    while (engine.by(Route.STANDARD).orElseThrow().status().speed().calls() == 0) {
      Thread.sleep(1); // counted just after its end
    }

    assertThat(text(ask(auto("'millis':300")))).isEqualTo("a quick answer.");
    assertThat(text(ask(auto("'millis':3600000")))).isEqualTo("a careful answer.");
  }

  @Test
  void whereNoRouteKeepsWithinTheLimitsTheErrorSaysWhatEachTakes() {
    ProblemException e = refusal(auto("'price':'11','millis':900000"));

    assertThat(e.problem()).isEqualTo(InferenceProblem.NO_ROUTE_WITHIN_LIMITS);
    assertThat(e.problem().status()).isEqualTo(422);
    assertThat(e)
        .hasMessageStartingWith(
            "No route keeps within 900000 ms and 11 base units: standard not measured yet, at most"
                + " 45 base units; fast not measured yet, at most 36 base units; quote not measured"
                + " yet, at most 12 base units. Raise");
    assertThat(desk.requests).isEmpty();
    assertThat(refusal(auto("'price':'20'").replace("40", "40,\"stop\":\"x\"")))
        .hasMessageNotContaining("quote");
  }

  @Test
  void aRouteThatTheModelCannotBeAskedByIsNoChoice() {
    desk.unquotable = true;

    assertThat(refusal(auto("'price':'35'")))
        .hasMessageContaining("fast not measured yet, at most 36 base units. Raise");
  }

  @Test
  void aRetryGetsTheStoredAnswerWhateverTheRoutesAreLikeNow() {
    OpenAiRequest request = admission.read(Endpoint.COMPLETIONS, auto("'price':'45'"));
    Optional<String> key = Optional.of("key");
    var first = (Admission.Outcome.Started) admission.admit(request, CALLER, key);
    JsonNode reply = first.call().run(piece -> {}).reply();
    careful.breakDown(true);
    try (Engine full = service(careful)) {
      var again = (Admission.Outcome.Replayed) admission(full).admit(request, CALLER, key);
      assertThat(again.answer().responseJson()).isEqualTo(reply.toString());
    }
    assertThat(desk.requests).hasSize(1);
  }

  @Test
  void badWishesAreNamed() {
    assertWrong("'route':'cheap'", "datanet.route must be standard, fast, quote or auto.");
    assertWrong("'route':7", "datanet.route must be a non-empty string.");
    assertWrong("'limits':{'millis':5}", "datanet.limits needs datanet.route auto");
    assertWrong("'route':'auto','limits':5", "datanet.limits must be an object.");
    assertWrong(
        "'route':'auto','limits':{'millis':0}",
        "datanet.limits.millis must be a whole number from 1 to 3600000.");
    assertWrong("'route':'auto','limits':{'milis':5}", "datanet.limits.milis is no limit");
    for (String price : List.of("5", "'-5'", "'1.5'", "''", "'" + "9".repeat(78) + "'")) {
      assertWrong("'route':'auto','limits':{'price':" + price + "}", "datanet.limits.price must");
    }
  }

  private void assertWrong(String datanet, String message) {
    ProblemException e = refusal(body(",'datanet':{" + datanet + "}"));
    assertThat(e.problem()).isEqualTo(InferenceProblem.INVALID_REQUEST);
    assertThat(e).hasMessageStartingWith(message);
  }
}
