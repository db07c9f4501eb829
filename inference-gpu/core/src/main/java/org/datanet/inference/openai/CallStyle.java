package org.datanet.inference.openai;

import org.datanet.inference.constrained.Constraints;

/// How a model writes function calls into its text. Both are read from any model; which one a model
/// is held to follows from its chat template.
enum CallStyle {
  /// `<tool_call>{"name": …, "arguments": …}</tool_call>`, as Hermes and Qwen have it.
  TAGGED("<tool_call>\n", "arguments", "\n</tool_call>"),
  /// `{"name": …, "parameters": …}` alone, as Llama 3 has it.
  BARE("", "parameters", "");

  private final Constraints.CallForm form;

  CallStyle(String before, String argumentsKey, String after) {
    this.form = new Constraints.CallForm(before, "name", argumentsKey, after);
  }

  Constraints.CallForm form() {
    return form;
  }

  /// @param toolTemplate Jinja text of the template for conversations with tools
  static CallStyle of(String toolTemplate) {
    boolean bare = toolTemplate.contains("\"parameters\"") && !toolTemplate.contains("<tool_call>");
    return bare ? BARE : TAGGED;
  }
}
