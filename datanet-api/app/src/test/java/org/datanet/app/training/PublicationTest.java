package org.datanet.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.datanet.app.jobs.AppOnDatabase;
import org.datanet.app.jobs.Database;
import org.datanet.app.problem.AppProblem;
import org.datanet.app.users.Users.User;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AppOnDatabase.class)
class PublicationTest {

  @Inject Adapters adapters;
  @Inject AdapterStore store;
  @Inject RunStore runs;
  @Inject Database database;

  private final User owner = user();
  private final String name = "m-" + UUID.randomUUID();

  @Test
  void numbersVersionsOfANameWithoutGapsWhenManyAreMadeAtOnce() throws Exception {
    List<Adapter> published =
        atOnce(IntStream.range(0, 6).mapToObj(i -> publication(owner, run(owner))).toList());

    assertThat(published).extracting(Adapter::version).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    assertThat(published).extracting(Adapter::id).doesNotHaveDuplicates();
    assertThat(adapters.find(name + ":6")).isPresent();
    assertThat(store.registering())
        .containsAll(published.stream().map(adapter -> adapter.id().value()).toList());
  }

  @Test
  void givesTheSameAdapterForTheSameRunAndName() throws Exception {
    TrainingRunId run = run(owner);
    Callable<Adapter> publication = publication(owner, run);

    List<Adapter> published = atOnce(Stream.generate(() -> publication).limit(5).toList());

    assertThat(published).extracting(Adapter::id).containsOnly(published.getFirst().id());
    assertThat(published.getFirst().modelId()).isEqualTo(name + ":1");
  }

  @Test
  void givesANameToOneOwnerWhenTwoAskAtOnce() throws Exception {
    User other = user();
    List<String> outcomes =
        atOnce(
            List.of(
                outcome(publication(owner, run(owner))), outcome(publication(other, run(other)))));

    assertThat(outcomes).containsExactlyInAnyOrder("published", "name");
  }

  @Test
  void refusesAPriceBelowThatOfItsDatanets() {
    TrainingRunId run = run(owner);

    assertProblem(AppProblem.INVALID_INPUT, () -> publish(owner, run, "999"));

    assertThat(publish(owner, run, null).pricePerThousandTokens())
        .isEqualTo(TokenAmount.of("1000"));
    assertThat(publish(owner, run(owner), "1001").pricePerThousandTokens())
        .isEqualTo(TokenAmount.of("1001"));
  }

  @Test
  void publishesOnlyAFinishedRunOfOnesOwn() {
    TrainingRunId run = run(owner);

    assertProblem(AppProblem.NOT_FOUND, () -> publish(user(), run, null));
    runs.change(run, row -> row.state = TrainingRun.State.RUNNING);
    assertProblem(AppProblem.WRONG_STATE, () -> publish(owner, run, null));
    assertThat(runs.unfinished()).contains(run.value());
  }

  @Test
  void findsNoModelForAStrangeModelId() {
    publish(owner, run(owner), null);

    assertThat(adapters.find("no-" + name)).isEmpty();
    assertThat(adapters.find(name + ":2")).isEmpty();
    assertThat(adapters.find(name + ":01")).isEmpty();
    assertThat(adapters.find(name + ":x")).isEmpty();
  }

  @Test
  void aNameAloneIsItsNewestServedVersion() {
    List<Adapter> versions = served("1000", "1000");
    publish(owner, run(owner), null);

    assertThat(adapters.find(name)).contains(versions.get(1));
  }

  // R8
  @Test
  void aFrozenVersionIsAnsweredByTheNewestServedOneUnlessThatIsDearer() {
    List<Adapter> versions = served("1000", "2000", "1500");
    freeze(versions.get(2));
    freeze(versions.get(0));

    assertThat(adapters.substitute(adapters.get(versions.get(2).id()))).isEmpty();
    assertThat(adapters.substitute(adapters.get(versions.get(0).id()))).isEmpty();
    freeze(versions.get(1));
    Adapter last = served("1000").getFirst();
    assertThat(adapters.substitute(adapters.get(versions.get(1).id()))).contains(last);
  }

  /// One registered version a price.
  private List<Adapter> served(String... prices) {
    return Stream.of(prices)
        .map(price -> publish(owner, run(owner), price))
        .peek(adapter -> store.change(adapter.id(), row -> row.state = Adapter.State.REGISTERED))
        .map(adapter -> adapters.get(adapter.id()))
        .toList();
  }

  private void freeze(Adapter adapter) {
    store.change(adapter.id(), row -> row.state = Adapter.State.FROZEN);
  }

  private static User user() {
    return new User(new UserId(UUID.randomUUID()), "builder", Set.of("model-builder"));
  }

  private TrainingRunId run(User of) {
    UUID version = database.version(database.datanet(UUID.randomUUID(), "1000"), 1);
    return new TrainingRunId(database.doneRun(of.id().value(), version));
  }

  private Adapter publish(User user, TrainingRunId run, @Nullable String price) {
    return adapters.publish(
        user, new PublishRequest(run, name, price == null ? null : TokenAmount.of(price)));
  }

  private Callable<Adapter> publication(User user, TrainingRunId run) {
    return () -> publish(user, run, null);
  }

  /// `published`, or the field that was refused.
  private static Callable<String> outcome(Callable<Adapter> publication) {
    return () -> {
      try {
        publication.call();
        return "published";
      } catch (ProblemException e) {
        return e.errors().getFirst().field();
      }
    };
  }

  private static void assertProblem(AppProblem problem, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  private static <T> List<T> atOnce(List<Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
