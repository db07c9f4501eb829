package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.datanet.inference.engine.ChosenToken;
import org.datanet.inference.engine.Vocabulary;

/// Log-probabilities in the two forms of the OpenAI interface. A token that is no whole text shows
/// U+FFFD; its bytes are exact where the form has them.
record Probabilities(ObjectMapper mapper, Vocabulary vocabulary) {

  ObjectNode of(Endpoint endpoint, List<ChosenToken> tokens) {
    return endpoint == Endpoint.CHAT ? chat(tokens) : completions(tokens);
  }

  private ObjectNode chat(List<ChosenToken> tokens) {
    ObjectNode logprobs = mapper.createObjectNode();
    ArrayNode content = logprobs.putArray("content");
    for (ChosenToken token : tokens) {
      ArrayNode top =
          put(content.addObject(), token.id(), token.logprob()).putArray("top_logprobs");
      token.alternatives().forEach(other -> put(top.addObject(), other.id(), other.logprob()));
    }
    return logprobs.putNull("refusal");
  }

  private ObjectNode put(ObjectNode entry, int id, double logprob) {
    byte[] bytes = vocabulary.bytes(id);
    entry.put("token", text(id)).put("logprob", logprob);
    ArrayNode list = entry.putArray("bytes");
    for (byte b : bytes) {
      list.add(b & 0xff);
    }
    return entry;
  }

  private ObjectNode completions(List<ChosenToken> tokens) {
    ObjectNode logprobs = mapper.createObjectNode();
    ArrayNode texts = logprobs.putArray("tokens");
    ArrayNode own = logprobs.putArray("token_logprobs");
    ArrayNode tops = logprobs.putArray("top_logprobs");
    ArrayNode offsets = logprobs.putArray("text_offset");
    int offset = 0;
    for (ChosenToken token : tokens) {
      texts.add(text(token.id()));
      own.add(token.logprob());
      ObjectNode top = tops.addObject();
      token.alternatives().forEach(other -> top.put(text(other.id()), other.logprob()));
      offsets.add(offset);
      offset += text(token.id()).length();
    }
    return logprobs;
  }

  private String text(int id) {
    return new String(vocabulary.bytes(id), StandardCharsets.UTF_8);
  }
}
