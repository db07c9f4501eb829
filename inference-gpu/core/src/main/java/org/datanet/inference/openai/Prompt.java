package org.datanet.inference.openai;

import java.util.Arrays;
import java.util.List;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.Vocabulary;
import org.datanet.kernel.ProblemException;

/// A prompt measured in tokens, with the room left for the answer and for retrieved passages.
///
/// @param tokens tokens of the prompt alone
/// @param maxTokens tokens the answer may have
/// @param passageRoom tokens that passages may add to the prompt
record Prompt(String text, int tokens, int maxTokens, int passageRoom) {

  /// Measures the prompt of a request.
  ///
  /// @throws ProblemException 400 when no token of an answer would fit
  static Prompt measure(OpenAiRequest request, Engine service) {
    InferenceConfig config = service.config();
    int tokens = service.vocabulary().encode(request.prompt()).length;
    int room = service.contextTokens() - tokens;
    if (room < 1) {
      throw tooLong(tokens, service.contextTokens());
    }
    int answer = Math.min(room, request.maxTokens().orElse(config.defaultMaxTokens()));
    int wanted = request.retrieval().map(r -> r.passages() * config.passageTokens()).orElse(0);
    return new Prompt(request.prompt(), tokens, answer, Math.min(room - answer, wanted));
  }

  /// The tokens to start from; passages that do not fit are left out, longer ones are cut.
  int[] ids(List<String> passages, ChatTemplate template, Engine service) {
    Vocabulary vocabulary = service.vocabulary();
    List<String> cut =
        passages.stream().map(p -> cut(p, vocabulary, service.config().passageTokens())).toList();
    for (int n = cut.size(); n > 0; n--) {
      int[] ids = vocabulary.encode(template.withPassages(cut.subList(0, n), text));
      if (ids.length <= tokens + passageRoom) {
        return ids;
      }
    }
    return vocabulary.encode(text);
  }

  private static String cut(String passage, Vocabulary vocabulary, int most) {
    int[] ids = vocabulary.encode(passage);
    int room = Math.max(1, most - 4);
    return ids.length <= room
        ? passage
        : vocabulary.decode(Arrays.copyOf(ids, room)).replace("\uFFFD", "");
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
}
