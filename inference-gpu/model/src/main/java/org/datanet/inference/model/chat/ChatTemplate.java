package org.datanet.inference.model.chat;

/// How a conversation becomes one text. Immutable.
public final class ChatTemplate {

  /// For base models that know no roles: the contents stand one after the other, a line each, so
  /// that a single user message is continued as it is.
  public static final ChatTemplate CONTINUATION =
      of(
          "{{ bos_token }}{% for message in messages %}{{ message.content }}"
              + "{% if not loop.last %}{{ '\\n' }}{% endif %}{% endfor %}");

  private final Statement statements;

  private ChatTemplate(Statement statements) {
    this.statements = statements;
  }

  /// Reads a template.
  ///
  /// @param jinja the text as models carry it
  /// @throws IllegalArgumentException when it is not Jinja or uses a part of it that is not known
  public static ChatTemplate of(String jinja) {
    return new ChatTemplate(StatementParser.parse(jinja));
  }

  /// The text to continue.
  ///
  /// @param bos the begin-of-text token as text, empty where the model has none
  /// @param eos the end-of-text token as text
  /// @throws IllegalArgumentException when the template refuses the conversation, with its reason,
  ///   or would compute or write without end
  public String render(Chat chat, String bos, String eos) {
    Frame frame = Frame.outermost();
    Globals.define(frame, chat.at());
    frame.set("messages", Values.of(chat.messages().stream().map(ChatMessage::fields).toList()));
    frame.set("tools", chat.tools().isEmpty() ? Nothing.NONE : Values.of(chat.tools()));
    frame.set("documents", Nothing.NONE);
    frame.set("add_generation_prompt", chat.answer());
    frame.set("bos_token", bos);
    frame.set("eos_token", eos);
    chat.options().forEach((name, value) -> frame.set(name, Values.of(value)));
    statements.run(frame);
    return frame.text();
  }
}
