package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.datanet.inference.StoredAnswer;
import org.datanet.kernel.ProblemException;

/// Writes one call as server-sent events. An answer that is withheld or fails ends with an `error`
/// event in place of the last chunk. Nothing of a call is lost when the client is gone: the call
/// still reaches its end.
record EventStream(OutputStream out, Replies replies, boolean includeUsage) {

  void write(RunningCall call) throws IOException {
    Replies.Head head = call.head();
    RunningCall.Completed done;
    try {
      Opening opening = new Opening(head);
      done = call.run(opening::piece);
      for (Choice choice : done.choices()) {
        opening.begin(choice.index());
      }
    } catch (ProblemException e) {
      event(replies.error(e));
      end();
      return;
    }
    finish(head, done.choices(), done.reply());
  }

  /// Streams a stored answer again: each text in one piece.
  void write(Endpoint endpoint, StoredAnswer stored) throws IOException {
    JsonNode reply = replies.mapper().readTree(stored.responseJson());
    Replies.Head head =
        new Replies.Head(
            endpoint,
            reply.path("id").asText(),
            reply.path("created").asLong(),
            reply.path("model").asText(),
            reply.path("system_fingerprint").asText(),
            false);
    Opening opening = new Opening(head);
    List<Choice> choices = StoredChoices.of(reply);
    for (Choice choice : choices) {
      opening.begin(choice.index());
      if (!choice.text().isEmpty()) {
        opening.piece(new Choice.Piece(choice.index(), choice.text(), List.of()));
      }
    }
    finish(head, choices, reply);
  }

  /// Sends the role of a chat answer before its first piece.
  private final class Opening {
    private final Replies.Head head;
    private final Set<Integer> begun = new HashSet<>();

    Opening(Replies.Head head) {
      this.head = head;
    }

    void begin(int index) throws IOException {
      if (begun.add(index) && head.endpoint() == Endpoint.CHAT) {
        event(replies.opening(head, index));
      }
    }

    void piece(Choice.Piece piece) throws IOException {
      begin(piece.index());
      event(replies.piece(head, piece));
    }
  }

  private void finish(Replies.Head head, List<Choice> choices, JsonNode reply) throws IOException {
    ObjectNode last = replies.bare(head);
    for (Choice choice : choices) {
      if (!choice.calls().isEmpty()) {
        event(replies.calls(head, choice));
      }
      last = replies.ending(head, choice);
      if (includeUsage || choice.index() < choices.size() - 1) {
        event(last);
      }
    }
    if (includeUsage) {
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
