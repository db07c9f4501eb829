package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Optional;
import org.datanet.inference.CallDesk;
import org.datanet.inference.CallRequest;
import org.datanet.inference.Caller;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.OpenCall;
import org.datanet.inference.StoredAnswer;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.Generation;
import org.datanet.inference.engine.GenerationRequest;
import org.datanet.kernel.ProblemException;

/// The way of a request to the engine: read, measured, admitted by the desk, queued. If it cannot
/// be queued after it was admitted, the desk is told.
record Admission(Engine service, CallDesk desk, Clock clock, ObjectMapper mapper) {

  private static final ChatTemplate TEMPLATE = ChatTemplate.CONTINUATION;

  /// What becomes of a request.
  sealed interface Outcome {

    /// It was answered before.
    record Replayed(StoredAnswer answer) implements Outcome {}

    /// It is under way.
    record Started(RunningCall call) implements Outcome {}
  }

  OpenAiRequest read(Endpoint endpoint, String body) {
    return new RequestReader(mapper, TEMPLATE).read(endpoint, body);
  }

  /// @throws ProblemException when the request cannot be served
  Outcome admit(OpenAiRequest request, Caller caller, Optional<String> idempotencyKey) {
    Prompt prompt = Prompt.measure(request, service);
    if (!service.hasRoom(caller.user().toString())) {
      throw new ProblemException(
          InferenceProblem.QUEUE_FULL, "Too many calls are waiting already. Try again later.");
    }
    OpenCall open = desk.open(callRequest(request, prompt, caller, idempotencyKey));
    Optional<StoredAnswer> replay = open.replay();
    if (replay.isPresent()) {
      return new Outcome.Replayed(replay.get());
    }
    return new Outcome.Started(start(request, prompt, open, caller));
  }

  private static CallRequest callRequest(
      OpenAiRequest request, Prompt prompt, Caller caller, Optional<String> idempotencyKey) {
    return new CallRequest(
        caller,
        request.model(),
        request.endpoint().path,
        request.prompt(),
        prompt.tokens() + prompt.passageRoom(),
        prompt.maxTokens(),
        idempotencyKey,
        request.hash(),
        request.retrieval());
  }

  private RunningCall start(OpenAiRequest request, Prompt prompt, OpenCall open, Caller caller) {
    boolean started = false;
    try {
      int[] ids = prompt.ids(open.passages(), TEMPLATE, service);
      Generation generation =
          service.generate(generation(request, prompt, open, ids, caller.user().toString()));
      started = true;
      return new RunningCall(
          open, generation, new Replies(mapper), head(request, open), ids.length);
    } finally {
      if (!started) {
        open.fail(FailureReason.ERROR, "The generation could not be started.");
      }
    }
  }

  private GenerationRequest generation(
      OpenAiRequest request, Prompt prompt, OpenCall open, int[] ids, String tenant) {
    return new GenerationRequest(
        ids,
        prompt.maxTokens(),
        request.decoding(),
        open.adapter(),
        tenant,
        clock.instant().plus(service.config().callTimeout()));
  }

  private Replies.Head head(OpenAiRequest request, OpenCall open) {
    return new Replies.Head(
        request.endpoint(),
        request.endpoint().idPrefix + open.id(),
        clock.instant().getEpochSecond(),
        request.model());
  }
}
