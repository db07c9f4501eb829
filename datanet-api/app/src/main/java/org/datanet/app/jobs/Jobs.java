package org.datanet.app.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.datanet.app.objects.ObjectStore.ObjectStoreUnavailable;
import org.datanet.kernel.ProblemException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs [Job]s through db-scheduler on PostgreSQL, on one machine or many. A dead process' jobs are
/// taken over when its heartbeats stop; a sweep wakes whatever row has no job.
@ApplicationScoped
public class Jobs {

  private static final Logger LOG = Logger.getLogger(Jobs.class);
  private static final int THREADS = 6;
  private static final int UNAVAILABLE = 503;
  private static final Duration OUTAGE_POLL = Duration.ofSeconds(2);
  private static final int MAX_ATTEMPTS = 6;
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration PULSE = Duration.ofMillis(500);

  private final Map<String, Job> jobs;
  private final Map<String, CustomTask<Void>> tasks;
  private final List<Pulse> pulses;
  private final DataSource dataSource;
  private final Clock clock;
  private @Nullable Scheduler scheduler;

  Jobs(@All List<Job> jobs, @All List<Pulse> pulses, DataSource dataSource, Clock clock) {
    this.jobs = jobs.stream().collect(Collectors.toMap(Job::kind, Function.identity()));
    this.tasks = jobs.stream().collect(Collectors.toMap(Job::kind, this::task));
    this.pulses = pulses;
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /// Begins to run jobs; called once everything they need has been prepared.
  public void start() {
    List<Task<?>> all = new ArrayList<>(tasks.values());
    List<RecurringTask<Void>> recurring = new ArrayList<>();
    recurring.add(
        Tasks.recurring("sweep", FixedDelay.of(SWEEP)).execute((instance, context) -> sweep()));
    for (Pulse pulse : pulses) {
      recurring.add(
          Tasks.recurring("pulse-" + pulse.name(), FixedDelay.of(PULSE))
              .execute((instance, context) -> pulse.beat()));
    }
    Scheduler started =
        Scheduler.create(dataSource, all)
            .startTasks(recurring)
            .tableName("app.scheduled_tasks")
            .threads(THREADS + pulses.size())
            .pollUsingLockAndFetch(0.5, 1.0)
            .pollingInterval(PULSE)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(4)
            .enableImmediateExecution()
            .shutdownMaxWait(Duration.ofSeconds(10))
            .build();
    started.start();
    scheduler = started;
  }

  void stop(@Observes ShutdownEvent event) {
    if (scheduler != null) {
      scheduler.stop();
    }
  }

  /// Makes sure the job of this row runs soon; does nothing when it is already scheduled.
  public void wake(String kind, UUID id) {
    CustomTask<Void> task = tasks.get(kind);
    if (scheduler != null && task != null) {
      scheduler.scheduleIfNotExists(task.instance(id.toString()), Instant.now(clock));
    }
  }

  private void sweep() {
    jobs.values().forEach(job -> job.unfinished().forEach(id -> wake(job.kind(), id)));
  }

  private CustomTask<Void> task(Job job) {
    return Tasks.custom("job-" + job.kind(), Void.class)
        .onFailure((complete, operations) -> failed(job, complete, operations))
        .onDeadExecutionRevive()
        .execute((instance, context) -> run(job, instance));
  }

  private CompletionHandler<Void> run(Job job, TaskInstance<Void> instance) {
    return switch (attempt(job, UUID.fromString(instance.getId()))) {
      case Job.Next.Done _ -> new CompletionHandler.OnCompleteRemove<>();
      case Job.Next.Again again ->
          new CompletionHandler.OnCompleteReschedule<>(FixedDelay.of(again.delay()));
    };
  }

  /// What is only away (the object store, the L2) is waited for without counting attempts.
  private static Job.Next attempt(Job job, UUID id) {
    try {
      return job.run(id);
    } catch (ObjectStoreUnavailable e) {
      LOG.warnf("%s %s waits for the object store: %s", job.kind(), id, e.getMessage());
    } catch (ProblemException e) {
      if (e.problem().status() != UNAVAILABLE) {
        throw e;
      }
      LOG.warnf("%s %s waits: %s", job.kind(), id, e.detail());
    }
    return new Job.Next.Again(OUTAGE_POLL);
  }

  private void failed(Job job, ExecutionComplete complete, ExecutionOperations<Void> operations) {
    UUID id = UUID.fromString(complete.getExecution().taskInstance.getId());
    int failures = complete.getExecution().consecutiveFailures + 1;
    Throwable cause = complete.getCause().orElseGet(() -> new IllegalStateException("no cause"));
    if (failures < MAX_ATTEMPTS) {
      LOG.warnf(
          cause,
          "%s %s failed (%d of %d), it is tried again",
          job.kind(),
          id,
          failures,
          MAX_ATTEMPTS);
      operations.reschedule(complete, Instant.now(clock).plusSeconds(1L << failures));
      return;
    }
    LOG.errorf(cause, "%s %s is given up after %d attempts", job.kind(), id, failures);
    job.gaveUp(id, reason(cause));
    operations.remove();
  }

  /// What the row's owner may read: a problem's own sentence, otherwise only that we failed.
  private static String reason(Throwable cause) {
    return cause instanceof ProblemException problem
        ? problem.detail()
        : "The work failed on our side " + MAX_ATTEMPTS + " times; start it again later.";
  }
}
