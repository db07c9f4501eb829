package org.datanet.app.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.datanet.app.jobs.Job;
import org.datanet.app.jobs.OnChain;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.registry.Registry;
import org.datanet.kernel.DatanetId;

/// Registers a new Datanet on the L2 and waits for the confirmation.
@ApplicationScoped
class DatanetRegistration implements Job {

  static final String KIND = "datanet-registration";

  private final DatanetStore store;
  private final Registry registry;

  DatanetRegistration(DatanetStore store, Registry registry) {
    this.store = store;
    this.registry = registry;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Next run(UUID uuid) {
    DatanetId id = new DatanetId(uuid);
    Datanet datanet = store.find(id).orElseThrow();
    if (datanet.state() != Datanet.State.REGISTERING) {
      return Next.DONE;
    }
    ChainReceipt receipt =
        registry.registerDatanet(id, datanet.stewardId(), datanet.rulesHash(), "datanet:" + id);
    return OnChain.follow(
        this, uuid, receipt, txHash -> store.setState(id, Datanet.State.REGISTERED, txHash, null));
  }

  @Override
  public void gaveUp(UUID id, String reason) {
    store.setState(new DatanetId(id), Datanet.State.FAILED, null, reason);
  }

  @Override
  public List<UUID> unfinished() {
    return store.withState(Datanet.State.REGISTERING);
  }
}
