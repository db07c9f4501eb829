package org.datanet.devstack.stack;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.process.DetachedProcess;
import org.datanet.devstack.process.Launch;
import org.datanet.devstack.process.LogFile;
import org.datanet.devstack.process.ProcessRecord;
import org.jspecify.annotations.Nullable;

/// The components of one home as a whole. `up` starts what does not run, in the order of their
/// needs and otherwise side by side, and returns when every probe answers; `stop` ends them in
/// reverse. Not for two callers at a time: hold the `StackLock`.
public final class Stack {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Workspace workspace;
  private final List<Component> components;
  private final StackFile file;
  private final InstantSource clock;
  private final AtomicReference<@Nullable ComponentFailed> failed = new AtomicReference<>();
  private final Set<String> startedHere = ConcurrentHashMap.newKeySet();

  public Stack(
      Workspace workspace, List<Component> components, StackFile file, InstantSource clock) {
    this.workspace = workspace;
    this.components = List.copyOf(components);
    this.file = file;
    this.clock = clock;
  }

  /// Brings everything up but the components left out; on failure stops what this call started and
  /// throws `ComponentFailed`.
  public void up(StackProgress progress, Set<String> leftOut) throws IOException {
    Map<String, CompletableFuture<Void>> starts = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Component component : components) {
        CompletableFuture<?>[] needs =
            component.needs().stream().map(starts::get).toArray(CompletableFuture<?>[]::new);
        starts.put(
            component.name(),
            CompletableFuture.allOf(needs)
                .thenRunAsync(() -> bringUp(component, progress, leftOut), threads));
      }
      CompletableFuture.allOf(starts.values().toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      stopStartedHere();
      ComponentFailed first = failed.get();
      throw first == null ? e : first;
    }
  }

  private void bringUp(Component component, StackProgress progress, Set<String> leftOut) {
    if (leftOut.contains(component.name()) || !component.present()) {
      progress.absent(component.name());
      return;
    }
    try {
      Launch launch = component.prepare(message -> progress.doing(component.name(), message));
      if (runsAlready(component, launch)) {
        progress.alreadyRunning(component.name(), component.port());
        return;
      }
      stopThoseThatRestartWith(component);
      long begin = clock.millis();
      progress.doing(component.name(), "starting");
      start(component, launch);
      component.answered();
      progress.ready(component.name(), component.port(), Duration.ofMillis(clock.millis() - begin));
    } catch (IOException e) {
      ComponentFailed failure =
          new ComponentFailed(
              component.name(), String.valueOf(e.getMessage()), log(component).tail(15), e);
      failed.compareAndSet(null, failure);
      throw failure;
    }
  }

  private void stopThoseThatRestartWith(Component component) throws IOException {
    for (Component other : components) {
      ProcessRecord known = file.read().processes().get(other.name());
      if (known != null && other.restartsWith().contains(component.name())) {
        DetachedProcess.stop(known, other.grace());
      }
    }
  }

  private boolean runsAlready(Component component, Launch launch) throws IOException {
    ProcessRecord known = file.read().processes().get(component.name());
    if (known == null || known.find().isEmpty()) {
      return false;
    }
    if (known.fingerprint().equals(launch.fingerprint()) && answers(component)) {
      return true;
    }
    DetachedProcess.stop(known, component.grace());
    return false;
  }

  private void start(Component component, Launch launch) throws IOException {
    for (int attempt = 1; ; attempt++) {
      log(component).rotate();
      ProcessHandle process = DetachedProcess.start(launch, log(component).path());
      startedHere.add(component.name());
      ProcessRecord record =
          ProcessRecord.of(process, launch.fingerprint(), component.stopSignal());
      file.change(state -> state.with(component.name(), record));
      if (untilItAnswers(component, process)) {
        return;
      }
      if (attempt >= component.attempts()) {
        throw new IOException("its process ended before it answered");
      }
      pause(Duration.ofSeconds(1));
    }
  }

  private boolean untilItAnswers(Component component, ProcessHandle process) throws IOException {
    long deadline = clock.millis() + component.patience().toMillis();
    while (clock.millis() < deadline) {
      if (!process.isAlive()) {
        return false;
      }
      if (failed.get() != null) {
        throw new IOException("given up because another component failed");
      }
      if (answers(component)) {
        return true;
      }
      pause(POLL);
    }
    throw new IOException(
        "no answer on port "
            + component.port()
            + " within "
            + component.patience().toSeconds()
            + " s");
  }

  private static boolean answers(Component component) {
    try {
      return component.answers();
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// Stops everything that runs, last started component first.
  public void stop(StackProgress progress) throws IOException {
    stop(new HashSet<>(components.stream().map(Component::name).toList()), progress);
  }

  /// Stops what `up` of this object started; for a failed or interrupted start.
  public void stopStartedHere() throws IOException {
    stop(startedHere, new SilentProgress());
  }

  private void stop(Set<String> names, StackProgress progress) throws IOException {
    for (Component component : new ArrayList<>(components).reversed()) {
      ProcessRecord known = file.read().processes().get(component.name());
      if (known == null || !names.contains(component.name())) {
        continue;
      }
      if (known.find().isPresent()) {
        progress.doing(component.name(), "stopping");
        DetachedProcess.stop(known, component.grace());
      }
      file.change(state -> state.without(component.name()));
    }
  }

  /// How each component does now, in start order.
  public List<ComponentStatus> status() throws IOException {
    StackState state = file.read();
    List<ComponentStatus> all = new ArrayList<>();
    for (Component component : components) {
      Optional<ProcessHandle> process =
          Optional.ofNullable(state.processes().get(component.name())).flatMap(ProcessRecord::find);
      all.add(
          ComponentStatus.of(
              component, process, process.isPresent() && answers(component), clock.instant()));
    }
    return all;
  }

  private LogFile log(Component component) {
    return new LogFile(workspace.logs().resolve(component.name() + ".log"));
  }
}
