package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.datanet.inference.Answer;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.OpenCall;
import org.datanet.inference.engine.Generation;
import org.datanet.inference.engine.GenerationEvent;
import org.datanet.inference.engine.GenerationEvent.Failed;
import org.datanet.inference.engine.GenerationEvent.Finished;
import org.datanet.inference.engine.GenerationEvent.Text;
import org.datanet.kernel.ProblemException;

/// An admitted call whose text is being generated. [#run] brings it to exactly one end at the desk:
/// completed or failed.
final class RunningCall {

  private static final System.Logger LOG = System.getLogger(RunningCall.class.getName());

  private final OpenCall open;
  private final Generation generation;
  private final Replies replies;
  private final Replies.Head head;
  private final int promptTokens;
  private final StringBuilder text = new StringBuilder();

  RunningCall(
      OpenCall open, Generation generation, Replies replies, Replies.Head head, int promptTokens) {
    this.open = open;
    this.generation = generation;
    this.replies = replies;
    this.head = head;
    this.promptTokens = promptTokens;
  }

  /// How a call went well.
  ///
  /// @param reply the whole response object, with the `datanet` field
  record Completed(ObjectNode reply, String finishReason, Replies.Usage usage) {}

  Replies.Head head() {
    return head;
  }

  /// Gives the call up; [#run] ends soon after. Any thread.
  void cancel() {
    generation.cancel();
  }

  /// Waits for the end, handing pieces to the sink.
  ///
  /// @throws ProblemException when there is no answer, or the desk withholds it
  Completed run(TextSink sink) {
    return switch (collect(sink)) {
      case Failed failed -> {
        open.fail(failed.reason(), failed.detail());
        throw new ProblemException(problem(failed.reason()), failed.detail());
      }
      case Finished finished -> complete(finished);
      case Text ignored -> throw new IllegalStateException("a text is not an end");
    };
  }

  private GenerationEvent collect(TextSink sink) {
    try {
      GenerationEvent event = generation.next();
      while (event instanceof Text piece) {
        text.append(piece.text());
        sink.accept(piece.text());
        event = generation.next();
      }
      return event;
    } catch (IOException | RuntimeException e) {
      generation.cancel();
      return new Failed(FailureReason.CANCELLED, "The client went away.");
    } catch (InterruptedException e) {
      generation.cancel();
      Thread.currentThread().interrupt();
      return new Failed(FailureReason.CANCELLED, "The server is stopping.");
    }
  }

  private Completed complete(Finished finished) {
    var usage = new Replies.Usage(promptTokens, finished.completionTokens());
    ObjectNode reply = replies.full(head, text.toString(), finished.reason(), usage);
    Map<String, Object> extension =
        open.complete(
            new Answer(
                text.toString(),
                promptTokens,
                finished.completionTokens(),
                finished.reason(),
                reply.toString()));
    replies.putExtension(reply, extension);
    store(reply);
    return new Completed(reply, finished.reason(), usage);
  }

  /// The answer is charged by now, so a failure to keep it for a retry must not lose it.
  private void store(ObjectNode reply) {
    try {
      open.store(reply.toString());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the answer of call " + open.id() + " was not kept", e);
    }
  }

  static InferenceProblem problem(FailureReason reason) {
    return switch (reason) {
      case ERROR -> InferenceProblem.GENERATION_FAILED;
      case TIMEOUT -> InferenceProblem.CALL_TIMED_OUT;
      case CANCELLED -> InferenceProblem.CALL_CANCELLED;
      case FROZEN -> InferenceProblem.ADAPTER_FROZEN;
    };
  }
}
