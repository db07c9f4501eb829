package org.datanet.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.datanet.app.jobs.AppOnDatabase;
import org.datanet.app.jobs.Database;
import org.datanet.app.problem.AppProblem;
import org.datanet.app.users.Users.User;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AppOnDatabase.class)
class StoppedRunTest {

  @Inject TrainingRuns trainings;
  @Inject RunStore runs;
  @Inject Database database;
  @Inject ObjectMapper json;

  private final User owner =
      new User(new UserId(UUID.randomUUID()), "builder", Set.of("model-builder"));

  private TrainingRunId run(TrainingRun.State state) {
    UUID version = database.version(database.datanet(UUID.randomUUID(), "1000"), 1);
    TrainingRunId id = new TrainingRunId(database.doneRun(owner.id().value(), version));
    runs.change(id, row -> row.state = state);
    return id;
  }

  @Test
  void aWaitingRunStopsAtOnceAndARunningOneWhenItHasSaved() {
    TrainingRunId waiting = run(TrainingRun.State.QUEUED);
    TrainingRunId running = run(TrainingRun.State.RUNNING);

    assertThat(trainings.stop(owner, waiting).state()).isEqualTo(TrainingRun.State.STOPPED);
    assertThat(trainings.stop(owner, running).state()).isEqualTo(TrainingRun.State.RUNNING);
    assertThat(trainings.stop(owner, running).message()).isEqualTo("stopping");
    assertThat(runs.unfinished()).contains(running.value()).doesNotContain(waiting.value());
  }

  @Test
  void whatIsDoneNeitherStopsNorGoesOn() {
    TrainingRunId done = run(TrainingRun.State.DONE);

    assertProblem(AppProblem.WRONG_STATE, () -> trainings.stop(owner, done));
    assertProblem(AppProblem.WRONG_STATE, () -> trainings.resume(owner, done));
  }

  // R48
  @Test
  void aStoppedRunGoesOnOnlyWithALicence() {
    TrainingRunId stopped = run(TrainingRun.State.STOPPED);

    assertThatThrownBy(() -> trainings.resume(owner, stopped))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(403));
    assertThat(runs.find(stopped).orElseThrow().state()).isEqualTo(TrainingRun.State.STOPPED);
  }

  @Test
  void othersDoNotSeeTheRun() {
    User other = new User(new UserId(UUID.randomUUID()), "other", Set.of("model-builder"));

    assertProblem(
        AppProblem.NOT_FOUND, () -> trainings.stop(other, run(TrainingRun.State.RUNNING)));
  }

  @Test
  void aComparisonNamesWhatDiffers() {
    TrainingRun first = trainings.get(run(TrainingRun.State.DONE));
    TrainingRun same = trainings.get(run(TrainingRun.State.DONE));

    assertThat(RunComparison.of(first, same, json).differences())
        .extracting(RunComparison.Difference::field)
        .containsExactly("datasetVersionIds");
    assertThat(RunComparison.of(first, first, json).differences()).isEmpty();
  }

  private static void assertProblem(AppProblem problem, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
