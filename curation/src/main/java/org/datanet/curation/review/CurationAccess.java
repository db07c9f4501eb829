package org.datanet.curation.review;

import java.util.Set;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.UserId;

/// Port: decides whether a curator may act on a Datanet, and logs the decision. The application
/// provides it.
public interface CurationAccess {

  /// @param action `review-list`, `review-read` or `review-decide`
  /// @throws org.datanet.kernel.ProblemException 403 when not allowed
  void require(UserId curator, Set<String> roles, DatanetId datanet, String action);
}
