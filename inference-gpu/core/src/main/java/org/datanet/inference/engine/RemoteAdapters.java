package org.datanet.inference.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.InferenceProblem;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// Which adapters the remote server has loaded, under their content hash as name, so that a name
/// never changes its meaning. At most so many; the least recently used idle one is unloaded first.
/// Thread-safe; loading one adapter does not hold up calls of loaded ones.
final class RemoteAdapters {

  private static final System.Logger LOG = System.getLogger(RemoteAdapters.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RemoteServer server;
  private final AdapterDisk disk;
  private final RemoteConfig config;
  private final Map<Hash, Integer> users = new HashMap<>();
  private final Map<Hash, Object> locks = new HashMap<>();

  /// Least recently used first.
  private final Map<Hash, Boolean> loaded = new LinkedHashMap<>(16, 0.75f, true);

  RemoteAdapters(RemoteServer server, AdapterDisk disk, RemoteConfig config) {
    this.server = server;
    this.disk = disk;
    this.config = config;
  }

  /// The name to ask the server for; the adapter stays loaded until [#release].
  ///
  /// @throws ProblemException `adapter-unavailable`
  String acquire(Optional<AdapterRef> adapter) {
    if (adapter.isEmpty()) {
      return config.model();
    }
    AdapterRef ref = adapter.get();
    use(ref.contentHash(), 1);
    boolean ready = false;
    try {
      load(ref);
      ready = true;
      return ref.contentHash().hex();
    } finally {
      if (!ready) {
        release(adapter);
      }
    }
  }

  void release(Optional<AdapterRef> adapter) {
    adapter.ifPresent(ref -> use(ref.contentHash(), -1));
  }

  /// For an adapter the server does not know any more, because it was started again.
  ///
  /// @throws ProblemException `adapter-unavailable`
  void loadAgain(Optional<AdapterRef> adapter) {
    adapter.ifPresent(ref -> {
      forget(ref.contentHash());
      load(ref);
    });
  }

  private synchronized void forget(Hash hash) {
    loaded.remove(hash);
  }

  EngineStatus.Tier disk() {
    return disk.status();
  }

  synchronized int resident() {
    return loaded.size();
  }

  private void load(AdapterRef ref) {
    synchronized (lock(ref.contentHash())) {
      if (isLoaded(ref.contentHash())) {
        return;
      }
      makeRoom();
      try {
        disk.read(ref);
        post(
            "/v1/load_lora_adapter",
            ref.contentHash(),
            Optional.of(seenByServer(disk.folder(ref.contentHash()))));
        loaded(ref.contentHash());
      } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
        throw unavailable(ref, e.getMessage() == null ? e.toString() : e.getMessage());
      }
    }
  }

  private Path seenByServer(Path folder) {
    return config.adaptersAt().map(at -> at.resolve(folder.getFileName())).orElse(folder);
  }

  private void makeRoom() {
    Optional<Hash> idle;
    while ((idle = surplus()).isPresent()) {
      try {
        post("/v1/unload_lora_adapter", idle.get(), Optional.empty());
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "an adapter was not unloaded: " + e.getMessage());
      }
    }
  }

  /// Takes the least recently used idle adapter out of the books when there is no room for one
  /// more.
  private synchronized Optional<Hash> surplus() {
    if (loaded.size() < config.adapters()) {
      return Optional.empty();
    }
    Optional<Hash> idle =
        loaded.keySet().stream().filter(h -> users.getOrDefault(h, 0) == 0).findFirst();
    idle.ifPresent(loaded::remove);
    return idle;
  }

  private void post(String path, Hash name, Optional<Path> folder) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("lora_name", name.hex());
    folder.ifPresent(at -> body.put("lora_path", at.toString()));
    HttpResponse<String> reply = server.post(path, body);
    boolean known = reply.statusCode() == 400 && reply.body().contains("already");
    if (reply.statusCode() != 200 && !known) {
      throw new IOException(
          "the engine answered " + reply.statusCode() + " to " + path + ": " + reply.body());
    }
  }

  private synchronized Object lock(Hash hash) {
    return locks.computeIfAbsent(hash, h -> new Object());
  }

  private synchronized boolean isLoaded(Hash hash) {
    return loaded.get(hash) != null;
  }

  private synchronized void loaded(Hash hash) {
    loaded.put(hash, true);
  }

  private synchronized void use(Hash hash, int change) {
    if (users.merge(hash, change, Integer::sum) == 0) {
      users.remove(hash);
      locks.remove(hash);
    }
  }

  private static ProblemException unavailable(AdapterRef ref, String why) {
    return new ProblemException(
        InferenceProblem.ADAPTER_UNAVAILABLE,
        "Adapter "
            + ref.modelId()
            + " cannot be loaded: "
            + why
            + ". Try again, or tell its owner.");
  }
}
