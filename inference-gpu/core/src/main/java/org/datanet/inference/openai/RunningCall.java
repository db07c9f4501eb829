package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.datanet.inference.Answer;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.OpenCall;
import org.datanet.inference.engine.Generation;
import org.datanet.inference.engine.GenerationEvent.Failed;
import org.datanet.inference.engine.GenerationEvent.Finished;
import org.datanet.inference.engine.GenerationEvent.Text;
import org.datanet.kernel.ProblemException;

/// An admitted call whose answers are being generated. [#run] brings it to exactly one end at the
/// desk: completed or failed. If one answer fails, the call fails.
final class RunningCall {

  private final OpenCall open;
  private final List<Generation> generations;
  private final List<Choice.Draft> drafts = new ArrayList<>();
  private final List<Choice> choices = new ArrayList<>();
  private final Replies replies;
  private final Replies.Head head;
  private final Setting setting;

  /// @param generations one for each answer, in the order of the answers
  RunningCall(OpenCall open, List<Generation> generations, Replies replies, Setting setting) {
    this.open = open;
    this.generations = generations;
    this.replies = replies;
    this.head = setting.head();
    this.setting = setting;
    for (int i = 0; i < generations.size(); i++) {
      drafts.add(new Choice.Draft(i, new CallSplitter(replies.mapper(), setting.findCalls())));
    }
  }

  /// What is known of a call before its first token.
  ///
  /// @param findCalls whether function calls are taken out of the texts
  record Setting(Replies.Head head, RouteTaken route, int promptTokens, boolean findCalls) {}

  /// How a call went well.
  ///
  /// @param reply the whole response object, with the `datanet` field
  record Completed(ObjectNode reply, List<Choice> choices) {}

  Replies.Head head() {
    return head;
  }

  /// Gives the call up; [#run] ends soon after. Any thread.
  void cancel() {
    generations.forEach(Generation::cancel);
  }

  /// Waits for the end, handing pieces to the sink.
  ///
  /// @throws ProblemException when there is no answer, or the desk withholds it
  Completed run(PieceSink sink) {
    Optional<Failed> failed = collect(sink);
    if (failed.isEmpty()) {
      return complete();
    }
    cancel();
    open.fail(failed.get().reason(), failed.get().detail());
    throw new ProblemException(problem(failed.get().reason()), failed.get().detail());
  }

  private Optional<Failed> collect(PieceSink sink) {
    var events = new MergedEvents(generations);
    try {
      while (choices.size() < generations.size()) {
        MergedEvents.Event next = events.next();
        if (next.event() instanceof Failed failed) {
          return Optional.of(failed);
        }
        take(next, sink);
      }
      choices.sort(Comparator.comparing(Choice::index));
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(new Failed(FailureReason.CANCELLED, "The client went away."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(new Failed(FailureReason.CANCELLED, "The server is stopping."));
    }
  }

  private void take(MergedEvents.Event next, PieceSink sink) throws IOException {
    Choice.Draft draft = drafts.get(next.index());
    switch (next.event()) {
      case Text text -> send(draft.add(text.text(), text.tokens()), sink);
      case Finished finished -> {
        send(draft.rest(), sink);
        choices.add(draft.finish(finished.reason(), finished.completionTokens()));
      }
      case Failed _ -> throw new IllegalStateException("a failure is no piece");
    }
  }

  private static void send(Choice.Piece piece, PieceSink sink) throws IOException {
    if (!piece.text().isEmpty() || !piece.tokens().isEmpty()) {
      sink.accept(piece);
    }
  }

  private Completed complete() {
    int generated = choices.stream().mapToInt(Choice::completionTokens).sum();
    int cached = generations.getFirst().cachedTokens();
    var usage = new Replies.Usage(setting.promptTokens(), generated, cached);
    ObjectNode reply = replies.full(head, choices, usage);
    replies.putTiming(reply, Took.of(generations, generated));
    replies.putRoute(reply, setting.route());
    Map<String, Object> extension =
        open.complete(
            new Answer(
                Answer.textOf(reply),
                setting.promptTokens(),
                generated,
                choices.getFirst().finishReason(),
                reply.toString()));
    replies.putExtension(reply, extension);
    return new Completed(reply, List.copyOf(choices));
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
