package org.datanet.app.metering;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.datanet.app.problem.AppProblem;
import org.datanet.app.training.Adapter;
import org.datanet.app.training.Adapters;
import org.datanet.app.version.DatasetVersion;
import org.datanet.attribution.retrieval.RetrievedPassage;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.Answer;
import org.datanet.inference.CallRequest;
import org.datanet.inference.FailureReason;
import org.datanet.inference.OpenCall;
import org.datanet.kernel.Address;
import org.datanet.kernel.CallId;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;

/// An admitted call. It ends once: charged with a receipt, or released with a reason.
final class MeteredCall implements OpenCall {

  private final Context context;
  private final TokenAmount held;
  private final Prices prices;
  private final CallStore store;
  private final Adapters adapters;
  private final Billing billing;

  /// Everything that was fixed at admission.
  record Context(
      CallId id,
      CallRequest request,
      Adapter adapter,
      List<DatasetVersion> trainedOn,
      List<RetrievedPassage> passages,
      Address payer) {}

  MeteredCall(
      Context context,
      TokenAmount held,
      Prices prices,
      CallStore store,
      Adapters adapters,
      Billing billing) {
    this.context = context;
    this.held = held;
    this.prices = prices;
    this.store = store;
    this.adapters = adapters;
    this.billing = billing;
  }

  @Override
  public CallId id() {
    return context.id();
  }

  @Override
  public Optional<AdapterRef> adapter() {
    Adapter adapter = context.adapter();
    return Optional.of(new AdapterRef(adapter.modelId(), adapter.id(), adapter.contentHash()));
  }

  @Override
  public List<String> passages() {
    return context.passages().stream().map(RetrievedPassage::text).toList();
  }

  @Override
  public Map<String, Object> complete(Answer answer) {
    try {
      Metering.requireServable(adapters.get(context.adapter().id()));
    } catch (ProblemException e) {
      store.release(id(), e.problem().slug(), null);
      throw e;
    }
    return answer.text().isBlank() ? releaseEmpty(answer) : chargeOrRelease(answer);
  }

  /// A bill that cannot be made frees the money at once instead of at the deadline. Does nothing to
  /// a call that was charged.
  private Map<String, Object> chargeOrRelease(Answer answer) {
    boolean ended = false;
    try {
      Map<String, Object> extension = charge(answer);
      ended = true;
      return extension;
    } finally {
      if (!ended) {
        store.release(id(), "error", null);
      }
    }
  }

  private Map<String, Object> releaseEmpty(Answer answer) {
    Map<String, Object> extension = new LinkedHashMap<>();
    extension.put("callId", id());
    extension.put("billable", false);
    extension.put("reason", "empty-answer");
    extension.put("fee", TokenAmount.ZERO);
    extension.put("held", held);
    extension.put("released", held);
    store.release(id(), "empty-answer", billing.response(answer, extension));
    return extension;
  }

  private Map<String, Object> charge(Answer answer) {
    TokenAmount fee =
        prices.of(
            context.adapter(),
            context.request().route(),
            (long) answer.promptTokens() + answer.completionTokens());
    TokenAmount charged = fee.compareTo(held) > 0 ? held : fee;
    Billing.Bill bill = billing.bill(context, answer, charged, held);
    if (!store.charge(id(), bill.charge(), bill.entries())) {
      throw new ProblemException(
          AppProblem.WRONG_STATE,
          "Call "
              + id()
              + " took longer than its deadline and was released without a charge."
              + " Send it again.");
    }
    return bill.extension();
  }

  @Override
  public void fail(FailureReason reason, String detail) {
    store.release(id(), reason.name().toLowerCase(Locale.ROOT), null);
  }
}
