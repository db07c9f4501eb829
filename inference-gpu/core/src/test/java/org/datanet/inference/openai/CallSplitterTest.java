package org.datanet.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallSplitterTest {

  private static final String CALL = "{\"name\": \"f\", \"arguments\": {\"a\": 1}}";

  private final CallSplitter splitter = new CallSplitter(new ObjectMapper(), true);

  private String read(String text, int pieceLength) {
    StringBuilder content = new StringBuilder();
    for (int at = 0; at < text.length(); at += pieceLength) {
      content.append(splitter.push(text.substring(at, Math.min(text.length(), at + pieceLength))));
    }
    return content.append(splitter.finish()).toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void takesTaggedCallsOutOfTheText(int pieceLength) {
    String text =
        "Let me see. <tool_call>\n"
            + CALL
            + "\n</tool_call>\n<tool_call>"
            + CALL
            + "</tool_call>\n";
    assertThat(read(text, pieceLength)).isEqualTo("Let me see. ");
    assertThat(splitter.calls()).hasSize(2).containsOnly(new ToolCall("f", "{\"a\":1}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 1000})
  void aTextThatIsACallIsOne(int pieceLength) {
    String bare = "{\"name\": \"f\", \"parameters\": {\"a\": 1}}";
    assertThat(read(bare, pieceLength)).isEmpty();
    assertThat(splitter.calls()).containsExactly(new ToolCall("f", "{\"a\":1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"town\": \"Lima\"}",
        "1 < 2 and <tool",
        "<tool_call>nothing</tool_call> more",
        "{ not json",
        "plain"
      })
  void whatIsNoCallStaysText(String text) {
    assertThat(read(text, 1)).isEqualTo(text);
    assertThat(splitter.calls()).isEmpty();
  }

  @Test
  void aCallWithoutItsEndTagCounts() {
    assertThat(read("<tool_call>" + CALL, 4)).isEmpty();
    assertThat(splitter.calls()).hasSize(1);
  }

  @Test
  void withoutToolsEverythingIsText() {
    CallSplitter off = new CallSplitter(new ObjectMapper(), false);
    assertThat(off.push("<tool_call>") + off.finish()).isEqualTo("<tool_call>");
  }
}
