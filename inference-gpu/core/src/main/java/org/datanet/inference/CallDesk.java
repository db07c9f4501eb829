package org.datanet.inference;

import java.util.List;
import java.util.Optional;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.TokenAmount;

/// Port to the platform, asked before and after every call: rights, frozen state, funds, receipts.
/// Called from many threads; may block.
public interface CallDesk {

  /// The models this caller may name.
  List<ServedModel> models(Caller caller);

  /// Part of a model's price that a call by this route costs; empty where it is not offered.
  Optional<Ppm> pricePart(Route route);

  /// What so many tokens of a model cost by a route that is offered.
  ///
  /// @throws org.datanet.kernel.ProblemException 404 for an unknown model, 409 when frozen
  TokenAmount price(String modelId, Route route, long tokens);

  /// Admits a call and holds its maximum price.
  ///
  /// @throws org.datanet.kernel.ProblemException 402 without funds, 403 without a grant, 404 for an
  ///   unknown model or Datanet, 409 when frozen or when the idempotency key belongs to another
  ///   request
  OpenCall open(CallRequest request);
}
