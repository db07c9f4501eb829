package org.datanet.app.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.datanet.app.problem.AppProblem;
import org.datanet.app.training.Adapter;
import org.datanet.app.training.Adapters;
import org.datanet.app.version.DatasetVersion;
import org.datanet.app.wiring.AppConfig;
import org.datanet.attribution.retrieval.RetrievedPassage;
import org.datanet.governance.account.Accounts;
import org.datanet.governance.settlement.Escrow;
import org.datanet.governance.settlement.EscrowAccount;
import org.datanet.inference.CallDesk;
import org.datanet.inference.CallRequest;
import org.datanet.inference.Caller;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.OpenCall;
import org.datanet.inference.Route;
import org.datanet.inference.ServedModel;
import org.datanet.inference.StoredAnswer;
import org.datanet.kernel.Address;
import org.datanet.kernel.CallId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UuidV7;

/// Admits calls: rights first, then money; the L2 is asked for the deposit while the rights are
/// decided. The dearest a call can become is held before any work is done, so no debt can arise;
/// what it did cost is charged when the answer is complete.
@ApplicationScoped
class Metering implements CallDesk {

  private final CallStore store;
  private final Adapters adapters;
  private final LicensedData data;
  private final Prices prices;
  private final Accounts accounts;
  private final Escrow escrow;
  private final Billing billing;
  private final AppConfig config;
  private final Clock clock;
  private final UuidV7 ids;

  Metering(
      CallStore store,
      Adapters adapters,
      LicensedData data,
      Prices prices,
      Accounts accounts,
      Escrow escrow,
      Billing billing,
      AppConfig config,
      Clock clock,
      UuidV7 ids) {
    this.store = store;
    this.adapters = adapters;
    this.data = data;
    this.prices = prices;
    this.accounts = accounts;
    this.escrow = escrow;
    this.billing = billing;
    this.config = config;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public List<ServedModel> models(Caller caller) {
    return adapters.all().stream()
        .filter(adapter -> adapter.state() == Adapter.State.REGISTERED)
        .map(adapter ->
            new ServedModel(
                adapter.modelId(),
                adapter.ownerId().toString(),
                adapter.createdAt().getEpochSecond()))
        .toList();
  }

  @Override
  public Optional<Ppm> pricePart(Route route) {
    return Optional.of(prices.part(route));
  }

  @Override
  public Optional<TokenAmount> price(String modelId, Route route, long tokens) {
    return Optional.of(servable(modelId))
        .filter(adapter -> route != Route.QUOTE || data.quotable(adapter))
        .map(adapter -> prices.of(adapter, route, tokens));
  }

  @Override
  public Optional<StoredAnswer> answered(Caller caller, String idempotencyKey, Hash requestHash) {
    return store.earlier(caller.user(), idempotencyKey).map(seen -> answer(seen, requestHash));
  }

  @Override
  public OpenCall open(CallRequest request) {
    Adapter adapter = servable(request.modelId());
    Address payer = accounts.keptAddressOf(request.caller().user());
    CompletableFuture<TokenAmount> paidIn =
        CompletableFuture.supplyAsync(() -> paidIn(payer), Thread::startVirtualThread);
    List<DatasetVersion> trainedOn = data.trainedOn(request, adapter);
    List<RetrievedPassage> passages = data.passages(request, adapter, trainedOn);
    CallEntity row = row(request, adapter, payer);
    return switch (store.hold(row, result(paidIn))) {
      case HoldResult.Held _ ->
          new MeteredCall(
              new MeteredCall.Context(
                  new CallId(row.id), request, adapter, trainedOn, passages, payer),
              CallStore.amount(row.held),
              prices,
              store,
              adapters,
              billing);
      case HoldResult.Seen seen -> throw running(seen);
      case HoldResult.Insufficient insufficient -> throw insufficient(row, insufficient);
    };
  }

  /// What the payer ever put in and did not take out again; calls are subtracted by the store.
  private TokenAmount paidIn(Address payer) {
    EscrowAccount account = escrow.account(payer);
    return account.deposited().minus(account.withdrawn());
  }

  private static <T> T result(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// A frozen version is answered by its substitute, if it has one.
  private Adapter servable(String modelId) {
    Adapter named =
        adapters
            .find(modelId)
            .orElseThrow(() ->
                new ProblemException(
                    InferenceProblem.MODEL_NOT_FOUND,
                    "There is no model " + modelId + ". GET /v1/models lists those served."));
    Adapter adapter =
        named.state() == Adapter.State.FROZEN ? adapters.substitute(named).orElse(named) : named;
    requireServable(adapter);
    return adapter;
  }

  static void requireServable(Adapter adapter) {
    switch (adapter.state()) {
      case REGISTERED -> {}
      case FROZEN ->
          throw new ProblemException(
              AppProblem.FROZEN,
              "Model "
                  + adapter.modelId()
                  + " is frozen: "
                  + adapter.frozenReason()
                  + ". Nothing is charged. Choose another version.");
      case REGISTERING, FAILED ->
          throw new ProblemException(
              AppProblem.WRONG_STATE,
              "Model "
                  + adapter.modelId()
                  + " is "
                  + adapter.state()
                  + "; it is served once the L2 has confirmed its registration.");
    }
  }

  private CallEntity row(CallRequest request, Adapter adapter, Address payer) {
    Instant now = Instant.now(clock);
    CallEntity row = new CallEntity();
    row.id = ids.next();
    row.callerId = request.caller().user().value();
    row.payer = payer.hex();
    row.modelId = request.modelId();
    row.route = request.route();
    row.adapterId = adapter.id().value();
    row.idempotencyKey = request.idempotencyKey().orElse(null);
    row.requestHash = request.requestHash().hex();
    row.state = Call.State.HELD;
    row.held =
        new BigDecimal(
            prices
                .of(adapter, request.route(), (long) request.promptTokens() + request.maxTokens())
                .baseUnits());
    row.at = now;
    row.deadline = now.plus(config.callDeadline());
    return row;
  }

  private static StoredAnswer answer(HoldResult.Seen seen, Hash requestHash) {
    if (!seen.requestHash().equals(requestHash)) {
      throw new ProblemException(
          AppProblem.IDEMPOTENCY_CONFLICT,
          "This Idempotency-Key belongs to call "
              + seen.earlier()
              + " with another request. Use a new key for a new request.");
    }
    return seen.response().map(StoredAnswer::new).orElseThrow(() -> running(seen));
  }

  private static ProblemException running(HoldResult.Seen seen) {
    return new ProblemException(
        AppProblem.CALL_IN_PROGRESS,
        "Call "
            + seen.earlier()
            + " with this Idempotency-Key is still running."
            + " Retry in a few seconds; it is charged at most once.");
  }

  private static ProblemException insufficient(
      CallEntity row, HoldResult.Insufficient insufficient) {
    return new ProblemException(
        AppProblem.INSUFFICIENT_FUNDS,
        "This call can cost up to "
            + CallStore.amount(row.held).toOpen()
            + " OPEN; your escrow has "
            + insufficient.available().toOpen()
            + " OPEN free. Deposit more with POST"
            + " /api/escrow/deposits, or lower max_tokens.");
  }
}
