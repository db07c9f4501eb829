package org.datanet.curation.review;

import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;

/// Port: signs a digest with the account of a user. The application provides it.
public interface DecisionSigner {

  Signed sign(UserId user, Hash digest);

  /// A signature and the account it can be recovered to.
  record Signed(String signature, Address signer) {}
}
