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
import org.datanet.inference.StoredAnswer;
import org.datanet.inference.constrained.Constraint;
import org.datanet.inference.engine.Decoding;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.Generation;
import org.datanet.inference.engine.GenerationRequest;
import org.datanet.kernel.ProblemException;

/// The way of a request to the engine: read, measured, admitted by the desk, queued. If it cannot
/// be queued after it was admitted, the desk is told.
record Admission(Engine service, CallDesk desk, Clock clock, ObjectMapper mapper) {

  /// What becomes of a request.
  sealed interface Outcome {

    /// It was answered before.
    record Replayed(StoredAnswer answer) implements Outcome {}

    /// It is under way.
    record Started(RunningCall call) implements Outcome {}
  }

  OpenAiRequest read(Endpoint endpoint, String body) {
    return new RequestReader(mapper, clock, service.vocabulary().size()).read(endpoint, body);
  }

  Replies replies() {
    return new Replies(mapper, new Probabilities(mapper, service.vocabulary()));
  }

  /// @throws ProblemException when the request cannot be served
  Outcome admit(OpenAiRequest request, Caller caller, Optional<String> idempotencyKey) {
    service.expect(request.model());
    Optional<Constraint> constraint = constraint(request.output().form());
    Prompt prompt = Prompt.measure(request, constraint, service);
    if (!service.hasRoom(caller.user().toString())) {
      throw new ProblemException(
          InferenceProblem.QUEUE_FULL, "Too many calls are waiting already. Try again later.");
    }
    OpenCall open = desk.open(callRequest(request, prompt, caller, idempotencyKey));
    Optional<StoredAnswer> replay = open.replay();
    if (replay.isPresent()) {
      return new Outcome.Replayed(replay.get());
    }
    return new Outcome.Started(start(request, new Start(prompt, constraint, open, caller)));
  }

  private Optional<Constraint> constraint(OutputForm form) {
    return form instanceof OutputForm.Free
        ? Optional.empty()
        : form.constraint(service.constraints(), CallStyle.of(service.vocabulary().toolTemplate()));
  }

  private CallRequest callRequest(
      OpenAiRequest request, Prompt prompt, Caller caller, Optional<String> idempotencyKey) {
    return new CallRequest(
        caller,
        request.model(),
        request.endpoint().path,
        request.input().text(service.vocabulary()),
        prompt.tokens() + prompt.passageRoom(),
        prompt.maxTokens() * request.output().choices(),
        idempotencyKey,
        request.hash(),
        request.retrieval());
  }

  /// What an admitted call starts with.
  private record Start(
      Prompt prompt, Optional<Constraint> constraint, OpenCall open, Caller caller) {}

  private RunningCall start(OpenAiRequest request, Start start) {
    List<Generation> started = new ArrayList<>();
    int choices = request.output().choices();
    try {
      int[] ids = start.prompt().ids(start.open().passages(), service);
      for (int i = 0; i < choices; i++) {
        started.add(service.generate(generation(request, start, ids, i)));
      }
      return new RunningCall(
          start.open(),
          started,
          replies(),
          new RunningCall.Setting(
              head(request, start.open()), ids.length, request.output().findCalls()));
    } finally {
      if (started.size() < choices) {
        started.forEach(Generation::cancel);
        start.open().fail(FailureReason.ERROR, "The generation could not be started.");
      }
    }
  }

  private GenerationRequest generation(OpenAiRequest request, Start start, int[] ids, int choice) {
    OpenAiRequest.Output output = request.output();
    return new GenerationRequest(
        ids,
        start.prompt().maxTokens(),
        new Decoding(
            request.sampling().forChoice(choice),
            output.stop(),
            output.topLogprobs(),
            start.constraint()),
        start.open().adapter(),
        start.caller().user().toString(),
        clock.instant().plus(service.config().callTimeout()));
  }

  private Replies.Head head(OpenAiRequest request, OpenCall open) {
    return new Replies.Head(
        request.endpoint(),
        request.endpoint().idPrefix + open.id(),
        clock.instant().getEpochSecond(),
        request.model(),
        fingerprint(open),
        request.output().topLogprobs().isPresent());
  }

  private static String fingerprint(OpenCall open) {
    return open.adapter()
        .map(adapter -> "fp_" + adapter.contentHash().hex().substring(2, 14))
        .orElse("fp_base");
  }
}
