package org.datanet.app.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.datanet.app.jobs.Job;
import org.datanet.app.jobs.OnChain;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.registry.Registry;
import org.datanet.kernel.AdapterId;

/// Registers an adapter on the L2; it cannot be served before.
@ApplicationScoped
class AdapterRegistration implements Job {

  static final String KIND = "adapter-registration";

  private final AdapterStore store;
  private final Adapters adapters;
  private final Registry registry;

  AdapterRegistration(AdapterStore store, Adapters adapters, Registry registry) {
    this.store = store;
    this.adapters = adapters;
    this.registry = registry;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Next run(UUID uuid) {
    Adapter adapter = adapters.get(new AdapterId(uuid));
    if (adapter.state() != Adapter.State.REGISTERING) {
      return Next.DONE;
    }
    ChainReceipt receipt =
        registry.registerAdapter(
            new org.datanet.governance.registry.AdapterRegistration(
                adapter.id(),
                adapter.ownerId(),
                adapter.contentHash(),
                "adapter:" + adapter.id(),
                adapter.baseModel(),
                adapter.datasetVersionIds()));
    return OnChain.follow(
        this,
        uuid,
        receipt,
        txHash ->
            store.change(
                adapter.id(),
                row -> {
                  row.state = Adapter.State.REGISTERED;
                  row.txHash = txHash;
                }));
  }

  @Override
  public void gaveUp(UUID id, String reason) {
    store.change(
        new AdapterId(id),
        row -> {
          row.state = Adapter.State.FAILED;
          row.failure = reason;
        });
  }

  @Override
  public List<UUID> unfinished() {
    return store.registering();
  }
}
