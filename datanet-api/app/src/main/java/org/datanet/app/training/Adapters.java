package org.datanet.app.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.datanet.access.decision.AccessDecisions;
import org.datanet.access.decision.AccessRequest;
import org.datanet.access.decision.Action;
import org.datanet.app.catalog.Datanet;
import org.datanet.app.catalog.DatanetRules;
import org.datanet.app.catalog.Datanets;
import org.datanet.app.jobs.Jobs;
import org.datanet.app.problem.AppProblem;
import org.datanet.app.training.AdapterStore.Publication;
import org.datanet.app.users.Users.User;
import org.datanet.app.version.Versions;
import org.datanet.governance.registry.Registry;
import org.datanet.inference.engine.Engine;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;

/// Publishes, finds and freezes adapters.
@ApplicationScoped
public class Adapters {

  private final AdapterStore store;
  private final TrainingRuns runs;
  private final Versions versions;
  private final Datanets datanets;
  private final AccessDecisions access;
  private final Registry registry;
  private final Engine engine;
  private final Jobs jobs;
  private final Clock clock;
  private final UuidV7 ids;

  /// Rules of Datanets never change, so an adapter's split is computed once.
  private final Map<UUID, DatanetRules.Split> splits = new ConcurrentHashMap<>();

  Adapters(
      AdapterStore store,
      TrainingRuns runs,
      Versions versions,
      Datanets datanets,
      AccessDecisions access,
      Registry registry,
      Engine engine,
      Jobs jobs,
      Clock clock,
      UuidV7 ids) {
    this.store = store;
    this.runs = runs;
    this.versions = versions;
    this.datanets = datanets;
    this.access = access;
    this.registry = registry;
    this.engine = engine;
    this.jobs = jobs;
    this.clock = clock;
    this.ids = ids;
  }

  /// Publishes a finished run under a name; its registration on the L2 starts at once. The same run
  /// and name give the same adapter again.
  Adapter publish(User owner, PublishRequest request) {
    TrainingRun run = runs.getOwn(owner, request.trainingRunId());
    if (run.state() != TrainingRun.State.DONE) {
      throw new ProblemException(
          AppProblem.WRONG_STATE,
          "Run " + run.id() + " is " + run.state() + "; only a DONE run can be published.");
    }
    TokenAmount price = price(run, request);
    AdapterId id = new AdapterId(ids.next());
    return switch (store.publish(id, run, request.name(), price, Instant.now(clock))) {
      case Publication.Stored stored -> {
        jobs.wake(AdapterRegistration.KIND, stored.row().id);
        yield view(stored.row());
      }
      case Publication.NameTaken _ -> throw nameTaken();
    };
  }

  private static ProblemException nameTaken() {
    String message = "taken by another publisher; choose another name";
    return new ProblemException(
        AppProblem.INVALID_INPUT, "name: " + message, List.of(new FieldError("name", message)));
  }

  /// The asked price, at least the dearest of its Datanets; that one where none is asked.
  private TokenAmount price(TrainingRun run, PublishRequest request) {
    TokenAmount least =
        datanetsOf(run.datasetVersionIds()).stream()
            .map(d -> d.rules().pricePerThousandTokens())
            .max(Comparator.naturalOrder())
            .orElse(TokenAmount.ZERO);
    TokenAmount asked = request.pricePerThousandTokens();
    if (asked == null) {
      return least;
    }
    if (asked.compareTo(least) < 0) {
      String message = "at least " + least + ", the price its Datanets ask";
      throw new ProblemException(
          AppProblem.INVALID_INPUT,
          "pricePerThousandTokens: " + message,
          List.of(new FieldError("pricePerThousandTokens", message)));
    }
    return asked;
  }

  List<Datanet> datanetsOf(List<DatasetVersionId> versionIds) {
    return versionIds.stream()
        .map(id -> versions.get(id).datanetId())
        .distinct()
        .map(datanets::get)
        .toList();
  }

  /// @throws ProblemException 404 for an unknown id
  public Adapter get(AdapterId id) {
    return store
        .find(id)
        .map(this::view)
        .orElseThrow(
            () -> new ProblemException(AppProblem.NOT_FOUND, "There is no adapter " + id + "."));
  }

  /// The version that a model id names: `name:version`, or by `name` alone the newest that is
  /// served, else the newest.
  public Optional<Adapter> find(String modelId) {
    String[] parts = modelId.split(":", 2);
    if (parts.length == 1) {
      List<Adapter> all = versions(modelId);
      return newestServed(all).or(() -> all.stream().reduce((older, newer) -> newer));
    }
    if (!parts[1].matches("[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    int version = Integer.parseInt(parts[1]);
    return versions(parts[0]).stream().filter(each -> each.version() == version).findFirst();
  }

  /// The version that answers in place of a frozen one: the newest served of its name, unless that
  /// is dearer.
  public Optional<Adapter> substitute(Adapter frozen) {
    return newestServed(versions(frozen.name()))
        .filter(other ->
            other.pricePerThousandTokens().compareTo(frozen.pricePerThousandTokens()) <= 0);
  }

  private List<Adapter> versions(String name) {
    return store.versions(name).stream().map(this::view).toList();
  }

  private static Optional<Adapter> newestServed(List<Adapter> oldestFirst) {
    return oldestFirst.stream()
        .filter(each -> each.state() == Adapter.State.REGISTERED)
        .reduce((older, newer) -> newer);
  }

  public List<Adapter> all() {
    return store.all().stream().map(this::view).toList();
  }

  /// Stops the adapter at once; calls that run are not charged. The chain follows.
  Adapter freeze(User actor, AdapterId id, String reason) {
    Adapter adapter = require(actor, id, Adapter.State.REGISTERED);
    store.change(
        id,
        row -> {
          row.state = Adapter.State.FROZEN;
          row.frozenReason = reason;
        });
    engine.forbid(id);
    registry.freeze(adapter.id(), actor.id(), reason);
    return get(id);
  }

  Adapter unfreeze(User actor, AdapterId id, String reason) {
    Adapter adapter = require(actor, id, Adapter.State.FROZEN);
    registry.unfreeze(adapter.id(), actor.id(), reason);
    store.change(
        id,
        row -> {
          row.state = Adapter.State.REGISTERED;
          row.frozenReason = null;
        });
    engine.permit(id);
    return get(id);
  }

  private Adapter require(User actor, AdapterId id, Adapter.State state) {
    Adapter adapter = get(id);
    access.require(
        AccessRequest.of(
                actor.id(),
                actor.roles(),
                Action.FREEZE,
                datanetsOf(adapter.datasetVersionIds()).getFirst().id())
            .ownedBy(adapter.ownerId())
            .on("adapter/" + id));
    if (adapter.state() != state) {
      throw new ProblemException(
          AppProblem.WRONG_STATE,
          "Adapter " + id + " is " + adapter.state() + ", not " + state + ".");
    }
    return adapter;
  }

  private DatanetRules.Split split(List<DatasetVersionId> versionIds) {
    return datanetsOf(versionIds).stream()
        .map(d -> d.rules().split())
        .max(Comparator.comparingInt(s -> s.dataPpm().value()))
        .orElseThrow();
  }

  private Adapter view(AdapterEntity row) {
    List<DatasetVersionId> versionIds = RunStore.split(row.datasetVersions);
    DatanetRules.Split split = splits.computeIfAbsent(row.id, _ -> split(versionIds));
    return new Adapter(
        new AdapterId(row.id),
        new TrainingRunId(row.runId),
        new UserId(row.ownerId),
        row.name,
        row.version,
        row.name + ":" + row.version,
        Hash.of(row.baseHash),
        versionIds,
        Hash.of(row.contentHash),
        row.featuresDigest == null ? null : Hash.of(row.featuresDigest),
        new TokenAmount(row.price.toBigIntegerExact()),
        split,
        row.state,
        row.txHash,
        row.failure,
        row.frozenReason,
        row.createdAt);
  }
}
