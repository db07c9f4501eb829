package org.datanet.access.grant;

import java.time.Instant;
import java.util.Optional;
import org.datanet.access.terms.Purpose;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.GrantId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;

/// Port: the public ledger of licences (the L2). Both calls only hand the wish over and must be
/// idempotent by grant id; the outcome comes back through [Grants#confirmed] or [Grants#failed].
public interface LicenceLedger {

  /// Registers a licence; the transaction hash where it is known at once.
  Optional<String> grant(
      GrantId grant,
      DatanetId datanet,
      UserId licensee,
      Purpose purpose,
      Instant expiresAt,
      Hash termsHash);

  /// Ends a licence before it expires.
  Optional<String> revoke(GrantId grant, DatanetId datanet, UserId licensee, Purpose purpose);
}
