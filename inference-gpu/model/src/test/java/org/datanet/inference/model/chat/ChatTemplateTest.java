package org.datanet.inference.model.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // JSON holds nulls; type annotations of compiled records are not read
class ChatTemplateTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant AT = Instant.parse("2026-11-22T21:30:05Z");

  /// Templates with conversations and what transformers 5.18 makes of them; `-Ddatanet.chats=FILE`
  /// names a file with more.
  static Stream<JsonNode> templates() throws IOException {
    Path file = Path.of(System.getProperty("datanet.chats", "src/test/resources/chat/chats.json"));
    return StreamSupport.stream(JSON.readTree(file.toFile()).spliterator(), false);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("templates")
  void rendersAsTransformersDoes(JsonNode templates) {
    String name = templates.path("template").asText();
    ChatTemplate template = ChatTemplate.of(templates.path("jinja").asText());
    for (JsonNode c : templates.path("cases")) {
      if (c.has("error")) {
        assertThatThrownBy(() -> render(template, c))
            .as("%s: %s", name, c.path("name"))
            .isInstanceOf(IllegalArgumentException.class);
      } else {
        assertThat(render(template, c))
            .as("%s: %s", name, c.path("name"))
            .isEqualTo(c.path("expected").asText());
      }
    }
  }

  /// A compiled record does not tell that its maps may hold null.
  @SuppressWarnings("NullAway")
  private static String render(ChatTemplate template, JsonNode c) {
    List<ChatMessage> messages = new ArrayList<>();
    c.path("messages").forEach(message -> messages.add(new ChatMessage(map(message))));
    List<Map<String, @Nullable Object>> tools = new ArrayList<>();
    c.path("tools").forEach(tool -> tools.add(map(tool)));
    Chat chat = new Chat(messages, tools, c.path("answer").asBoolean(), AT, map(c.path("options")));
    return template.render(chat, "<s>", "</s>");
  }

  @SuppressWarnings("NullAway")
  private static Map<String, @Nullable Object> map(JsonNode json) {
    return JSON.convertValue(json, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {});
  }

  @Test
  void continuesTheTextOfABaseModelWithoutRoles() {
    Chat chat = Chat.of(AT, ChatMessage.of("system", "one"), ChatMessage.of("user", "two"));
    assertThat(ChatTemplate.CONTINUATION.render(chat, "<s>", "")).isEqualTo("<s>one\ntwo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{{ 'ab' * 1000000000000 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% set ns = namespace(x=[1,2]) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "{{ range(1000000000)|length }}",
        "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(99) %}{% set ns.x = ns.x.replace('a', ns.x) %}{% endfor %}",
        "{{ 9223372036854775807 + 1 }}",
        "{{ missing.field }}",
        "{{ messages[0].content() }}",
        "{{ 1 // 0 }}"
      })
  void stopsATemplateThatGoesTooFar(String template) {
    assertThatThrownBy(() -> render(template)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% if %}",
        "{% if x %}",
        "{{ x",
        "{{ 'x }}",
        "{% for x y %}{% endfor %}",
        "{% include 'file' %}",
        "{{ x | execute }}",
        "{{ x is known }}",
        "{{ ((((( }}",
        "{% endif %}",
        "{# never ends",
        "{{ 99999999999999999999 }}",
        "{{ '\\uZZZZ' }}"
      })
  void refusesWhatItDoesNotUnderstandAtOnce(String template) {
    assertThatThrownBy(() -> ChatTemplate.of(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the chat template is wrong in line 1: ");
  }

  @Test
  void refusesBracketsWithoutEnd() {
    assertThatThrownBy(() -> ChatTemplate.of("{{ " + "(".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhyATemplateRefusesAConversation() {
    assertThatThrownBy(() -> render("{{ raise_exception('roles must alternate') }}"))
        .hasMessage("the model's chat template refuses the conversation: roles must alternate");
  }

  private static String render(String template) {
    return ChatTemplate.of(template)
        .render(Chat.of(AT, ChatMessage.of("user", "hello")), "<s>", "</s>");
  }
}
