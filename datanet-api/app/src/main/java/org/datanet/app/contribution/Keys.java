package org.datanet.app.contribution;

import org.datanet.kernel.ContributionId;

/// Object keys of uploads.
final class Keys {

  private Keys() {}

  /// Where the presigned upload arrives; sealed and deleted by the pipeline's first step.
  static String incoming(ContributionId id) {
    return "incoming/" + id;
  }

  /// The same bytes encrypted with the contributor's key.
  static String quarantine(ContributionId id) {
    return "quarantine/" + id;
  }
}
