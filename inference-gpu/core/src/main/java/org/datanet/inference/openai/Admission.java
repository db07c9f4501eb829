package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.datanet.inference.CallDesk;
import org.datanet.inference.CallRequest;
import org.datanet.inference.Caller;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.OpenCall;
import org.datanet.inference.Route;
import org.datanet.inference.StoredAnswer;
import org.datanet.inference.constrained.Constraint;
import org.datanet.inference.engine.Decoding;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.Generation;
import org.datanet.inference.engine.GenerationRequest;
import org.datanet.kernel.ProblemException;

/// The way of a request to the engine: read, measured, admitted by the desk, queued. If it cannot
/// be queued after it was admitted, the desk is told.
record Admission(Routes routes, CallDesk desk, Clock clock, ObjectMapper mapper) {

  /// What becomes of a request.
  sealed interface Outcome {

    /// It was answered before.
    record Replayed(StoredAnswer answer) implements Outcome {}

    /// It is under way.
    record Started(RunningCall call) implements Outcome {}
  }

  OpenAiRequest read(Endpoint endpoint, String body) {
    return new RequestReader(mapper, clock, engine().vocabulary().size()).read(endpoint, body);
  }

  Replies replies() {
    return new Replies(mapper, new Probabilities(mapper, engine().vocabulary()));
  }

  /// @throws ProblemException when the request cannot be served
  Outcome admit(OpenAiRequest request, Caller caller, Optional<String> idempotencyKey) {
    return idempotencyKey
        .flatMap(key -> desk.answered(caller, key, request.hash()))
        .<Outcome>map(Outcome.Replayed::new)
        .orElseGet(() -> new Outcome.Started(begin(request, caller, idempotencyKey)));
  }

  private RunningCall begin(OpenAiRequest request, Caller caller, Optional<String> idempotencyKey) {
    engine().expect(request.model());
    Optional<Constraint> constraint = constraint(request.output().form());
    Prompt prompt = Prompt.measure(request, constraint, engine());
    RouteTaken route = routes.take(request, prompt);
    if (!routes.hasRoom(route.route(), caller.user().toString())) {
      throw new ProblemException(
          InferenceProblem.QUEUE_FULL, "Too many calls are waiting already. Try again later.");
    }
    var way = new Way(prompt, constraint, route, System.nanoTime());
    OpenCall open = desk.open(callRequest(request, way, caller, idempotencyKey));
    return start(request, new Start(way, open, caller));
  }

  private Engine engine() {
    return routes.engine();
  }

  private Optional<Constraint> constraint(OutputForm form) {
    return form instanceof OutputForm.Free
        ? Optional.empty()
        : form.constraint(
            engine().constraints(), CallStyle.of(engine().vocabulary().toolTemplate()));
  }

  private CallRequest callRequest(
      OpenAiRequest request, Way way, Caller caller, Optional<String> idempotencyKey) {
    Route route = way.taken().route();
    return new CallRequest(
        caller,
        request.model(),
        request.endpoint().path,
        request.input().text(engine().vocabulary()),
        way.prompt().mostTokens(route),
        way.prompt().maxTokens() * request.output().choices(),
        idempotencyKey,
        request.hash(),
        request.retrieval(),
        route);
  }

  /// How a request will be answered.
  ///
  /// @param askedNanos when it came to the desk
  private record Way(
      Prompt prompt, Optional<Constraint> constraint, RouteTaken taken, long askedNanos) {

    boolean quotes() {
      return taken.route() == Route.QUOTE;
    }
  }

  /// What an admitted call starts with.
  private record Start(Way way, OpenCall open, Caller caller) {}

  private RunningCall start(OpenAiRequest request, Start start) {
    List<Generation> started = new ArrayList<>();
    int choices = request.output().choices();
    Way way = start.way();
    try {
      int[] ids = way.prompt().ids(way.quotes() ? List.of() : start.open().passages(), engine());
      for (int i = 0; i < choices; i++) {
        started.add(generate(generation(request, start, ids, i), start));
      }
      return new RunningCall(
          start.open(),
          started,
          replies(),
          new RunningCall.Setting(
              head(request, start),
              way.taken(),
              ids.length,
              request.output().findCalls() && !way.quotes()));
    } finally {
      if (started.size() < choices) {
        started.forEach(Generation::cancel);
        start.open().fail(FailureReason.ERROR, "The generation could not be started.");
      }
    }
  }

  private Generation generate(GenerationRequest generation, Start start) {
    Way way = start.way();
    return way.quotes()
        ? routes.quotes().quote(generation, start.open().passages(), way.askedNanos())
        : routes.engine(way.taken().route()).generate(generation);
  }

  private GenerationRequest generation(OpenAiRequest request, Start start, int[] ids, int choice) {
    OpenAiRequest.Output output = request.output();
    return new GenerationRequest(
        ids,
        start.way().prompt().maxTokens(),
        new Decoding(
            request.sampling().forChoice(choice),
            output.stop(),
            output.topLogprobs(),
            start.way().constraint()),
        start.open().adapter(),
        start.caller().user().toString(),
        clock.instant().plus(engine().config().callTimeout()));
  }

  private Replies.Head head(OpenAiRequest request, Start start) {
    return new Replies.Head(
        request.endpoint(),
        request.endpoint().idPrefix + start.open().id(),
        clock.instant().getEpochSecond(),
        request.model(),
        fingerprint(start),
        request.output().topLogprobs().isPresent());
  }

  /// Other routes give other answers.
  private static String fingerprint(Start start) {
    Route route = start.way().taken().route();
    String model =
        start
            .open()
            .adapter()
            .map(adapter -> "fp_" + adapter.contentHash().hex().substring(2, 14))
            .orElse("fp_base");
    return route == Route.STANDARD ? model : model + "_" + route.id();
  }
}
