package org.datanet.inference;

import java.util.List;
import java.util.Optional;
import org.datanet.kernel.Hash;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.TokenAmount;

/// Port to the platform, asked before and after every call: rights, frozen state, funds, receipts.
/// Called from many threads; may block.
public interface CallDesk {

  /// The models this caller may name.
  List<ServedModel> models(Caller caller);

  /// Part of a model's price that a call by this route costs; empty where it is not offered.
  Optional<Ppm> pricePart(Route route);

  /// What so many tokens of a model cost by a route that is offered; empty where this model cannot
  /// be asked by it.
  ///
  /// @throws org.datanet.kernel.ProblemException 404 for an unknown model, 409 when frozen
  Optional<TokenAmount> price(String modelId, Route route, long tokens);

  /// What this caller's request with this idempotency key was answered before: it is returned
  /// unchanged and nothing is charged.
  ///
  /// @param requestHash as in [CallRequest]
  /// @throws org.datanet.kernel.ProblemException 409 when the key belongs to another request, or to
  ///   one that is still running
  Optional<StoredAnswer> answered(Caller caller, String idempotencyKey, Hash requestHash);

  /// Admits a call and holds its maximum price.
  ///
  /// @throws org.datanet.kernel.ProblemException 402 without funds, 403 without a grant, 404 for an
  ///   unknown model or Datanet, 409 when frozen or when the idempotency key was used before
  OpenCall open(CallRequest request);
}
