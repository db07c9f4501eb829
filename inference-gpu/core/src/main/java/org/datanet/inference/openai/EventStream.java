package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.datanet.inference.StoredAnswer;
import org.datanet.kernel.ProblemException;

/// Writes one call as server-sent events. An answer that is withheld or fails ends with an `error`
/// event in place of the last chunk. Nothing of a call is lost when the client is gone: the call
/// still reaches its end.
record EventStream(OutputStream out, Replies replies, ObjectMapper mapper, boolean includeUsage) {

  void write(RunningCall call) throws IOException {
    Replies.Head head = call.head();
    RunningCall.Completed done;
    try {
      Opening opening = new Opening(head);
      done = call.run(opening::piece);
      opening.begin();
    } catch (ProblemException e) {
      event(replies.error(e));
      end();
      return;
    }
    finish(head, done.finishReason(), done.reply());
  }

  /// Streams a stored answer again: its text in one piece.
  void write(Endpoint endpoint, StoredAnswer stored) throws IOException {
    JsonNode reply = mapper.readTree(stored.responseJson());
    JsonNode choice = reply.path("choices").path(0);
    Replies.Head head =
        new Replies.Head(
            endpoint,
            reply.path("id").asText(),
            reply.path("created").asLong(),
            reply.path("model").asText());
    Opening opening = new Opening(head);
    opening.begin();
    String text = choice.path("text").asText(choice.path("message").path("content").asText());
    if (!text.isEmpty()) {
      opening.piece(text);
    }
    finish(head, choice.path("finish_reason").asText(), reply);
  }

  /// Sends the role of a chat answer before its first piece.
  private final class Opening {
    private final Replies.Head head;
    private boolean begun;

    Opening(Replies.Head head) {
      this.head = head;
    }

    void begin() throws IOException {
      if (!begun && head.endpoint() == Endpoint.CHAT) {
        event(replies.opening(head));
      }
      begun = true;
    }

    void piece(String text) throws IOException {
      begin();
      event(replies.piece(head, text));
    }
  }

  private void finish(Replies.Head head, String finishReason, JsonNode reply) throws IOException {
    ObjectNode last = replies.ending(head, finishReason);
    if (includeUsage) {
      event(last);
      last = replies.bare(head);
    }
    last.set("usage", reply.path("usage"));
    last.set(Replies.EXTENSION, reply.path(Replies.EXTENSION));
    event(last);
    end();
  }

  private void end() throws IOException {
    send("[DONE]");
  }

  private void event(ObjectNode data) throws IOException {
    send(data.toString());
  }

  private void send(String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
