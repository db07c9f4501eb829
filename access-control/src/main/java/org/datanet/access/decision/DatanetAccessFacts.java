package org.datanet.access.decision;

import java.util.Set;
import org.datanet.kernel.UserId;

/// What decisions need to know of a Datanet. An empty whitelist lets every contributor in. The
/// region is a tag such as `EU`; [#ANY_REGION] bars nobody.
public record DatanetAccessFacts(
    UserId stewardId, Set<UserId> contributorWhitelist, String region, boolean frozen) {

  public static final String ANY_REGION = "ANY";

  public DatanetAccessFacts {
    contributorWhitelist = Set.copyOf(contributorWhitelist);
  }
}
