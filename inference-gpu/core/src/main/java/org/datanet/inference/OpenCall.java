package org.datanet.inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.datanet.kernel.CallId;

/// One admitted call whose maximum is held. It ends in exactly one call of [#complete] or [#fail].
/// Used by one thread at a time.
public interface OpenCall {

  CallId id();

  /// The adapter to use; empty is the base model alone.
  Optional<AdapterRef> adapter();

  /// Retrieved passages, best first: to be put before the prompt, where they may be cut to the room
  /// left, or by [Route#QUOTE] to be the answer.
  List<String> passages();

  /// Charges, attributes, writes the receipt, keeps the response for a retry with the same
  /// idempotency key, and gives the `datanet` object of the response.
  ///
  /// @throws org.datanet.kernel.ProblemException when the answer must be withheld, e.g. because a
  ///   version was frozen since the call was admitted; nothing is charged then
  Map<String, Object> complete(Answer answer);

  /// Releases the hold and leaves a record.
  void fail(FailureReason reason, String detail);
}
