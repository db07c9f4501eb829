package org.datanet.inference;

import java.util.List;

/// Port to the platform, asked before and after every call: rights, frozen state, funds, receipts.
/// Called from many threads; may block.
public interface CallDesk {

  /// The models this caller may name.
  List<ServedModel> models(Caller caller);

  /// Admits a call and holds its maximum price.
  ///
  /// @throws org.datanet.kernel.ProblemException 402 without funds, 403 without a grant, 404 for an
  ///   unknown model or Datanet, 409 when frozen or when the idempotency key belongs to another
  ///   request
  OpenCall open(CallRequest request);
}
