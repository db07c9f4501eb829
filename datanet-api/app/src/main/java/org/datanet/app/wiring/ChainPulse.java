package org.datanet.app.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.datanet.access.grant.Grant;
import org.datanet.access.grant.GrantState;
import org.datanet.access.grant.Grants;
import org.datanet.app.jobs.Pulse;
import org.datanet.curation.review.Reviews;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.chain.ChainReceipt;

/// Twice a second: sends and confirms transactions, and passes on what they settled.
@ApplicationScoped
class ChainPulse implements Pulse {

  private final ChainIntents intents;
  private final Grants grants;
  private final Reviews reviews;

  ChainPulse(ChainIntents intents, Grants grants, Reviews reviews) {
    this.intents = intents;
    this.grants = grants;
    this.reviews = reviews;
  }

  @Override
  public String name() {
    return "chain";
  }

  @Override
  public void beat() {
    intents.pump();
    grants.list(null, GrantState.GRANTING).forEach(this::settle);
    reviews.tellPending();
  }

  private void settle(Grant grant) {
    Optional<ChainReceipt> receipt = intents.find("grant:" + grant.id());
    if (receipt.isEmpty()) {
      grants.resume();
      return;
    }
    switch (receipt.get().state()) {
      case CONFIRMED ->
          grants.confirmed(grant.id(), receipt.get().txHash().map(Object::toString).orElse(""));
      case FAILED ->
          grants.failed(grant.id(), receipt.get().error().orElse("the L2 refused the licence"));
      case PLANNED, SENT -> {}
    }
  }
}
