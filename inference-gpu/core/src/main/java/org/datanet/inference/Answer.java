package org.datanet.inference;

/// What the model generated for one call. An empty text is not billable.
///
/// @param promptTokens tokens read, with retrieved passages and the begin-of-text token
/// @param completionTokens tokens generated, without the end-of-text token
/// @param finishReason `stop` or `length`
/// @param responseJsonWithoutExtension the OpenAI response object without the `datanet` field
public record Answer(
    String text,
    int promptTokens,
    int completionTokens,
    String finishReason,
    String responseJsonWithoutExtension) {}
