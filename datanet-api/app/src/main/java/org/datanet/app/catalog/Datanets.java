package org.datanet.app.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.datanet.anonymization.AnonymisationPolicy;
import org.datanet.app.jobs.Jobs;
import org.datanet.app.problem.AppProblem;
import org.datanet.app.users.Users.User;
import org.datanet.governance.account.Accounts;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UuidV7;

/// Creates and finds Datanets.
@ApplicationScoped
public class Datanets {

  private final DatanetStore store;
  private final Accounts accounts;
  private final Jobs jobs;
  private final Clock clock;
  private final UuidV7 ids;

  Datanets(DatanetStore store, Accounts accounts, Jobs jobs, Clock clock, UuidV7 ids) {
    this.store = store;
    this.accounts = accounts;
    this.jobs = jobs;
    this.clock = clock;
    this.ids = ids;
  }

  /// Stores the Datanet and starts its registration on the L2.
  Datanet create(User steward, DatanetRules rules) {
    AnonymisationPolicy.preset(rules.privacyPreset());
    DatanetId id = new DatanetId(ids.next());
    store.insert(
        new Datanet(
            id,
            steward.id(),
            rules,
            Hash.sha256(store.canonical(rules)),
            accounts.treasuryOf(id),
            Datanet.State.REGISTERING,
            null,
            null,
            Instant.now(clock)));
    jobs.wake(DatanetRegistration.KIND, id.value());
    return get(id);
  }

  public Optional<Datanet> find(DatanetId id) {
    return store.find(id);
  }

  /// @throws ProblemException 404 for an unknown id
  public Datanet get(DatanetId id) {
    return store
        .find(id)
        .orElseThrow(() ->
            new ProblemException(
                AppProblem.NOT_FOUND,
                "There is no Datanet " + id + ". GET /api/datanets lists them."));
  }

  /// @throws ProblemException 404 unknown; 409 unless its registration on the L2 is confirmed
  public Datanet getRegistered(DatanetId id) {
    Datanet datanet = get(id);
    if (datanet.state() != Datanet.State.REGISTERED) {
      throw new ProblemException(
          AppProblem.WRONG_STATE,
          "Datanet "
              + id
              + " is "
              + datanet.state()
              + "; this needs a REGISTERED one. Wait for its"
              + " registration on the L2, or choose another Datanet.");
    }
    return datanet;
  }

  /// With what it holds.
  CountedDatanet counted(DatanetId id) {
    return store.counted(get(id));
  }

  /// All of them, the oldest first, with what they hold.
  List<CountedDatanet> all() {
    return store.all();
  }
}
