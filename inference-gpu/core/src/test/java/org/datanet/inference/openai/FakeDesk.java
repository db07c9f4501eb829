package org.datanet.inference.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.Answer;
import org.datanet.inference.CallDesk;
import org.datanet.inference.CallRequest;
import org.datanet.inference.Caller;
import org.datanet.inference.FailureReason;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.OpenCall;
import org.datanet.inference.Route;
import org.datanet.inference.ServedModel;
import org.datanet.inference.StoredAnswer;
import org.datanet.kernel.CallId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.Problem;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;

/// A desk that writes down everything it is told. Model `tiny:1` is served; `broke:1` has no funds;
/// `frozen:1` freezes while the call runs.
final class FakeDesk implements CallDesk {

  enum DeskProblem implements Problem {
    FUNDS_SHORT(402),
    VERSION_FROZEN(409);

    private final int status;

    DeskProblem(int status) {
      this.status = status;
    }

    @Override
    public String slug() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
      return status;
    }

    @Override
    public String title() {
      return "title of " + slug();
    }
  }

  private final ObjectMapper json = new ObjectMapper();
  final List<CallRequest> requests = new CopyOnWriteArrayList<>();
  final List<String> ends = new CopyOnWriteArrayList<>();
  final List<Answer> answers = new CopyOnWriteArrayList<>();
  final Map<String, StoredAnswer> stored = new ConcurrentHashMap<>();
  volatile boolean askedOnVirtualThread;
  volatile boolean unquotable;
  volatile Optional<AdapterRef> adapter = Optional.empty();
  volatile List<String> passages = List.of();

  void clear() {
    requests.clear();
    ends.clear();
    answers.clear();
    stored.clear();
    passages = List.of();
    unquotable = false;
    adapter = Optional.empty();
  }

  @Override
  public List<ServedModel> models(Caller caller) {
    return List.of(new ServedModel("tiny:1", "ada", 1_790_000_000L));
  }

  /// A base unit a token by the standard route.
  @Override
  public Optional<Ppm> pricePart(Route route) {
    return Optional.of(
        switch (route) {
          case STANDARD -> new Ppm(Ppm.WHOLE);
          case FAST -> new Ppm(800_000);
          case QUOTE -> new Ppm(250_000);
        });
  }

  @Override
  public Optional<TokenAmount> price(String modelId, Route route, long tokens) {
    return pricePart(route)
        .filter(part -> route != Route.QUOTE || !unquotable)
        .map(part -> TokenAmount.of("1").timesCeil(tokens * part.value(), Ppm.WHOLE));
  }

  @Override
  public Optional<StoredAnswer> answered(Caller caller, String idempotencyKey, Hash requestHash) {
    return Optional.ofNullable(stored.get(idempotencyKey + " " + requestHash));
  }

  @Override
  public OpenCall open(CallRequest request) {
    requests.add(request);
    askedOnVirtualThread = Thread.currentThread().isVirtual();
    return switch (request.modelId()) {
      case "tiny:1", "frozen:1" -> new FakeCall(request, new ArrayList<>());
      case "broke:1" ->
          throw new ProblemException(
              DeskProblem.FUNDS_SHORT, "You need 5 OPEN. POST /api/escrow/deposits.");
      default ->
          throw new ProblemException(
              InferenceProblem.MODEL_NOT_FOUND, "There is no model " + request.modelId() + ".");
    };
  }

  private final class FakeCall implements OpenCall {
    private final CallRequest request;
    private final List<String> mine;

    FakeCall(CallRequest request, List<String> mine) {
      this.request = request;
      this.mine = mine;
    }

    @Override
    public CallId id() {
      return CallId.of("0199aaaa-0000-7000-8000-0000000000aa");
    }

    @Override
    public Optional<AdapterRef> adapter() {
      return adapter;
    }

    @Override
    public List<String> passages() {
      boolean wanted = request.retrieval().isPresent() || request.route() == Route.QUOTE;
      return wanted ? passages : List.of();
    }

    @Override
    public Map<String, Object> complete(Answer answer) {
      end("complete");
      if (request.modelId().equals("frozen:1")) {
        throw new ProblemException(DeskProblem.VERSION_FROZEN, "The version was frozen.");
      }
      answers.add(answer);
      Map<String, Object> extension = Map.of("callId", id(), "billable", !answer.text().isEmpty());
      request
          .idempotencyKey()
          .ifPresent(
              key -> stored.put(key + " " + request.requestHash(), stored(answer, extension)));
      return extension;
    }

    private StoredAnswer stored(Answer answer, Map<String, Object> extension) {
      try {
        ObjectNode reply = (ObjectNode) json.readTree(answer.responseJsonWithoutExtension());
        reply.withObjectProperty("datanet").setAll(json.<ObjectNode>valueToTree(extension));
        return new StoredAnswer(reply.toString());
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void fail(FailureReason reason, String detail) {
      end("fail " + reason);
    }

    private void end(String how) {
      mine.add(how);
      ends.add(how);
      if (mine.size() > 1) {
        throw new IllegalStateException("a call ended twice: " + mine);
      }
    }
  }
}
