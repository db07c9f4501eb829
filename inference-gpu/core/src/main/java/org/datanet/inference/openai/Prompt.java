package org.datanet.inference.openai;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.Route;
import org.datanet.inference.constrained.Constraint;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.Vocabulary;
import org.datanet.kernel.ProblemException;

/// A prompt measured in tokens, with the room left for an answer and for retrieved passages.
///
/// @param tokens tokens of the prompt alone
/// @param maxTokens tokens each answer may have
/// @param passageRoom tokens that passages may add to the prompt
record Prompt(Input input, int tokens, int maxTokens, int passageRoom) {

  /// Measures the prompt of a request.
  ///
  /// @param constraint what the answer is held to
  /// @throws ProblemException 400 when the answer would not fit
  static Prompt measure(OpenAiRequest request, Optional<Constraint> constraint, Engine service) {
    InferenceConfig config = service.config();
    int tokens = ids(request.input(), List.of(), service.vocabulary()).length;
    int room = service.contextTokens() - tokens;
    if (tokens == 0) {
      throw refused("The prompt has no tokens. Send some text.");
    }
    if (room < 1) {
      throw tooLong(tokens, service.contextTokens());
    }
    int needed = constraint.map(Constraint::neededTokens).orElse(1);
    int answer =
        Math.min(
            room,
            request
                .output()
                .maxTokens()
                .orElse(Math.max(config.defaultMaxTokens(), Math.min(room, 2 * needed))));
    if (needed > answer) {
      throw tooShort(answer, needed, constraint.orElseThrow());
    }
    int wanted = request.retrieval().map(r -> r.passages() * config.passageTokens()).orElse(0);
    return new Prompt(request.input(), tokens, answer, Math.min(room - answer, wanted));
  }

  /// Prompt tokens that a call by this route is billed for at most: a quotation reads no passages.
  int mostTokens(Route route) {
    return route == Route.QUOTE ? tokens : tokens + passageRoom;
  }

  /// The tokens to start from; passages that do not fit are left out, longer ones are cut.
  int[] ids(List<String> passages, Engine service) {
    Vocabulary vocabulary = service.vocabulary();
    List<String> cut =
        passages.stream().map(p -> cut(p, vocabulary, service.config().passageTokens())).toList();
    for (int n = cut.size(); n > 0; n--) {
      int[] ids = ids(input, cut.subList(0, n), vocabulary);
      if (ids.length <= tokens + passageRoom) {
        return ids;
      }
    }
    return ids(input, List.of(), vocabulary);
  }

  private static int[] ids(Input input, List<String> passages, Vocabulary vocabulary) {
    try {
      return input.ids(passages, vocabulary);
    } catch (IllegalArgumentException e) {
      throw refused("The model's chat template refuses the conversation: " + e.getMessage());
    }
  }

  private static String cut(String passage, Vocabulary vocabulary, int most) {
    int[] ids = vocabulary.encode(passage);
    int room = Math.max(1, most - 4);
    return ids.length <= room
        ? passage
        : vocabulary.decode(Arrays.copyOf(ids, room)).replace("\uFFFD", "");
  }

  private static ProblemException refused(String message) {
    return new ProblemException(
        InferenceProblem.INVALID_REQUEST,
        message,
        List.of(new ProblemException.FieldError("messages", message)));
  }

  private static ProblemException tooLong(int tokens, int context) {
    String message =
        "The prompt has %d tokens; the model reads %d with the answer. Shorten the prompt."
            .formatted(tokens, context);
    return new ProblemException(
        InferenceProblem.CONTEXT_LENGTH_EXCEEDED,
        message,
        List.of(new ProblemException.FieldError("prompt", message)));
  }

  private static ProblemException tooShort(int answer, int needed, Constraint constraint) {
    String message =
        constraint.writable()
            ? "The shortest answer that follows the schema has %d tokens; this one may have %d."
                .formatted(needed, answer)
            : "No text that the model can write follows the schema.";
    return new ProblemException(
        InferenceProblem.INVALID_REQUEST,
        message,
        List.of(
            new ProblemException.FieldError(
                constraint.writable() ? "max_tokens" : "response_format", message)));
  }
}
