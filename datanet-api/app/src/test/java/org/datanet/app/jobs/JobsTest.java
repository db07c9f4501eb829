package org.datanet.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.datanet.app.problem.AppProblem;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Jobs survive failures and dead processes. The clock that spaces retries lies an hour behind that
/// of the scheduler, so every retry is due at once.
@QuarkusTest
@TestProfile(AppOnDatabase.class)
class JobsTest {

  private static final int ATTEMPTS = 6;

  @Inject DataSource dataSource;
  @Inject Database database;

  private final UUID id = UUID.randomUUID();
  private final Clock past = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
  private List<Jobs> running = List.of();

  @BeforeEach
  void noJobs() {
    database.run("truncate app.scheduled_tasks");
  }

  @AfterEach
  void stop() {
    running.forEach(jobs -> jobs.stop(new ShutdownEvent()));
  }

  @Test
  void triesAFailingJobAgainAndGivesItUpOnce() {
    Recorded job =
        new Recorded(run -> {
          throw new IllegalStateException("secret detail");
        });

    start(job).wake(job.kind(), id);

    await(() -> !job.givenUp.isEmpty() && scheduled() == 0);
    assertThat(job.runs).hasSize(ATTEMPTS);
    assertThat(job.givenUp)
        .singleElement()
        .asString()
        .contains("failed on our side")
        .doesNotContain("secret detail");
  }

  @Test
  void goesOnAfterAFailureThatPasses() {
    Recorded job =
        new Recorded(run -> {
          if (run < 3) {
            throw new IllegalStateException("not yet");
          }
          return Job.Next.DONE;
        });

    start(job).wake(job.kind(), id);

    await(() -> job.runs.size() == 3 && scheduled() == 0);
    assertThat(job.givenUp).isEmpty();
  }

  @Test
  void tellsTheOwnerTheSentenceOfAProblem() {
    Recorded job =
        new Recorded(run -> {
          throw new ProblemException(AppProblem.WRONG_STATE, "The door is locked; open it.");
        });

    start(job).wake(job.kind(), id);

    await(() -> !job.givenUp.isEmpty());
    assertThat(job.givenUp).containsExactly("The door is locked; open it.");
  }

  @Test
  void looksAgainWhereSomethingIsAwaited() {
    Recorded job =
        new Recorded(run -> run < 4 ? new Job.Next.Again(Duration.ofMillis(1)) : Job.Next.DONE);

    start(job).wake(job.kind(), id);

    await(() -> job.runs.size() == 4 && scheduled() == 0);
    assertThat(job.givenUp).isEmpty();
  }

  @Test
  void sweepsUpARowThatHasNoJob() {
    Recorded job = new Recorded(run -> Job.Next.DONE);
    job.unfinished = List.of(id);

    start(job);

    await(() -> !job.runs.isEmpty());
    assertThat(job.runs).containsOnly(id);
  }

  @Test
  void takesOverTheJobOfADeadProcess() {
    Recorded job = new Recorded(run -> Job.Next.DONE);
    database.run(
        "insert into app.scheduled_tasks(task_name, task_instance, execution_time, picked,"
            + " picked_by, last_heartbeat, version) values ('job-recorded', ?, now() - interval"
            + " '1 minute', true, 'a process that was killed', now() - interval '1 minute', 1)",
        id.toString());

    start(job);

    await(() -> job.runs.contains(id) && scheduled() == 0);
    assertThat(job.runs).hasSize(1);
  }

  @Test
  void runsAJobOnceHoweverOftenItIsWokenByTwoProcesses() {
    Recorded job =
        new Recorded(run -> {
          LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
          return Job.Next.DONE;
        });
    Jobs one = jobs(job);
    Jobs other = jobs(job);
    running = List.of(one, other);
    running.forEach(Jobs::start);

    for (int i = 0; i < 10; i++) {
      one.wake(job.kind(), id);
      other.wake(job.kind(), id);
    }

    await(() -> !job.runs.isEmpty() && scheduled() == 0);
    assertThat(job.runs).hasSize(1);
  }

  private Jobs start(Job job) {
    Jobs jobs = jobs(job);
    running = List.of(jobs);
    jobs.start();
    return jobs;
  }

  private Jobs jobs(Job job) {
    return new Jobs(List.of(job), List.of(), dataSource, past);
  }

  private int scheduled() {
    return database
        .number("select count(*) from app.scheduled_tasks where task_name = 'job-recorded'")
        .intValue();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /// A job that remembers its runs and does what it is told on each.
  private static final class Recorded implements Job {

    private final List<UUID> runs = new CopyOnWriteArrayList<>();
    private final List<String> givenUp = new CopyOnWriteArrayList<>();
    private final IntFunction<Next> behaviour;
    private List<UUID> unfinished = List.of();

    Recorded(IntFunction<Next> behaviour) {
      this.behaviour = behaviour;
    }

    @Override
    public String kind() {
      return "recorded";
    }

    @Override
    public Next run(UUID id) {
      runs.add(id);
      return behaviour.apply(runs.size());
    }

    @Override
    public void gaveUp(UUID id, String reason) {
      givenUp.add(reason);
    }

    @Override
    public List<UUID> unfinished() {
      return unfinished;
    }
  }
}
