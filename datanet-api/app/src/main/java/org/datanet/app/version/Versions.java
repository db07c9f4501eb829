package org.datanet.app.version;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.datanet.access.decision.AccessDecisions;
import org.datanet.access.decision.AccessRequest;
import org.datanet.access.decision.Action;
import org.datanet.app.catalog.Datanets;
import org.datanet.app.contribution.AcceptedRecord;
import org.datanet.app.contribution.Contributions;
import org.datanet.app.jobs.Jobs;
import org.datanet.app.problem.AppProblem;
import org.datanet.app.users.Users.User;
import org.datanet.governance.account.Accounts;
import org.datanet.kernel.Address;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;

/// Makes and finds dataset versions.
@ApplicationScoped
public class Versions {

  private final VersionStore store;
  private final Datanets datanets;
  private final Contributions contributions;
  private final AccessDecisions access;
  private final Accounts accounts;
  private final Jobs jobs;
  private final Clock clock;
  private final UuidV7 ids;

  Versions(
      VersionStore store,
      Datanets datanets,
      Contributions contributions,
      AccessDecisions access,
      Accounts accounts,
      Jobs jobs,
      Clock clock,
      UuidV7 ids) {
    this.store = store;
    this.datanets = datanets;
    this.contributions = contributions;
    this.access = access;
    this.accounts = accounts;
    this.jobs = jobs;
    this.clock = clock;
    this.ids = ids;
  }

  /// Freezes which records the next version holds and starts to build it.
  DatasetVersion create(User steward, DatanetId datanet, String note) {
    datanets.getRegistered(datanet);
    access.require(AccessRequest.of(steward.id(), steward.roles(), Action.VERSION, datanet));
    List<AcceptedRecord> accepted = contributions.accepted(datanet);
    if (accepted.isEmpty()) {
      throw new ProblemException(
          AppProblem.NOTHING_TO_DO,
          "No record of this Datanet is accepted yet. Review contributions first.");
    }
    DatasetVersionId id = new DatasetVersionId(ids.next());
    store.insert(id, datanet, note, Instant.now(clock), numbered(accepted));
    jobs.wake(VersionBuild.KIND, id.value());
    return get(id);
  }

  private List<VersionRecord> numbered(List<AcceptedRecord> accepted) {
    Map<UserId, Address> payees = new HashMap<>();
    List<VersionRecord> records = new ArrayList<>(accepted.size());
    for (AcceptedRecord each : accepted) {
      records.add(
          new VersionRecord(
              records.size(),
              each.record().id(),
              each.record().contributionId(),
              each.contributor(),
              payees.computeIfAbsent(each.contributor(), accounts::addressOf),
              each.record().text(),
              each.acceptedAt()));
    }
    return records;
  }

  public Optional<DatasetVersion> find(DatasetVersionId id) {
    return store.find(id);
  }

  /// @throws ProblemException 404 for an unknown id
  public DatasetVersion get(DatasetVersionId id) {
    return store
        .find(id)
        .orElseThrow(() ->
            new ProblemException(AppProblem.NOT_FOUND, "There is no dataset version " + id + "."));
  }

  /// @throws ProblemException 404 unknown; 409 unless registered on the L2
  public DatasetVersion getRegistered(DatasetVersionId id) {
    DatasetVersion version = get(id);
    if (version.state() != DatasetVersion.State.REGISTERED) {
      throw new ProblemException(
          version.state() == DatasetVersion.State.FROZEN
              ? AppProblem.FROZEN
              : AppProblem.WRONG_STATE,
          "Dataset version " + id + " is " + version.state() + "; this needs a REGISTERED one.");
    }
    return version;
  }

  public List<DatasetVersion> ofDatanet(DatanetId datanet) {
    datanets.get(datanet);
    return store.ofDatanet(datanet);
  }

  /// @throws ProblemException 404 unknown Datanet; 409 when none of its versions is registered
  public DatasetVersion newestRegistered(DatanetId datanet) {
    return ofDatanet(datanet).stream()
        .filter(version -> version.state() == DatasetVersion.State.REGISTERED)
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                AppProblem.WRONG_STATE,
                "Datanet " + datanet + " has no registered version to search."));
  }

  /// How much text a version holds.
  ///
  /// @param sample of its records
  public record TextSize(long records, long characters, List<String> sample) {}

  /// @param sample how many records to show, at most; spread evenly
  public TextSize textSize(DatasetVersionId id, int sample) {
    return store.textSize(id, sample);
  }

  /// The contributions whose records a version holds.
  public Set<ContributionId> contributionsOf(DatasetVersionId id) {
    return store.contributionsOf(id);
  }
}
