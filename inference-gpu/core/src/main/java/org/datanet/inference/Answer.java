package org.datanet.inference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What the model generated for one call. A blank text is not billable.
///
/// @param text all that was generated, as [#textOf] reads it from the response
/// @param promptTokens tokens read, with retrieved passages and the begin-of-text token
/// @param completionTokens tokens generated, of all choices together, without the end-of-text token
/// @param finishReason of the first choice: `stop`, `length` or `tool_calls`
/// @param responseJsonWithoutExtension the OpenAI response object; its `datanet` field holds what
///   the engine measured, to which the extension is added
public record Answer(
    String text,
    int promptTokens,
    int completionTokens,
    String finishReason,
    String responseJsonWithoutExtension) {

  /// Stands between the choices of one response in [#text]: a character that no text contains, so
  /// that no attributed span reaches from one choice into the next.
  public static final String BETWEEN_CHOICES = "\u001e";

  /// The generated text in an OpenAI response: of each choice its text or content, then the
  /// arguments of its function calls, a line each; [#BETWEEN_CHOICES] between choices.
  public static String textOf(JsonNode response) {
    List<String> texts = new ArrayList<>();
    for (JsonNode choice : response.path("choices")) {
      JsonNode message = choice.path("message");
      List<String> parts = new ArrayList<>();
      String content = choice.path("text").asText(message.path("content").asText(""));
      if (!content.isEmpty()) {
        parts.add(content);
      }
      message
          .path("tool_calls")
          .forEach(call -> parts.add(call.path("function").path("arguments").asText()));
      texts.add(String.join("\n", parts));
    }
    return String.join(BETWEEN_CHOICES, texts);
  }
}
