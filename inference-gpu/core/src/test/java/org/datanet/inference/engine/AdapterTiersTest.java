package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.Configs;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.PeftFiles;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Adapters on their way from the object store over the disk into memory.
class AdapterTiersTest {

  private static final String PROJECTION = "base_model.model.model.layers.0.self_attn.q_proj.";
  private static final int FLOATS = 64 << 10;

  @TempDir private Path folder;

  private final Map<String, Path> store = new ConcurrentHashMap<>();
  private final AtomicInteger downloads = new AtomicInteger();
  private final AdapterFiles files = this::download;
  private AdapterDisk disk;
  private AdapterMemory memory;

  @BeforeEach
  void open() {
    disk = disk(1 << 20);
    memory = memory(disk, "1");
  }

  private AdapterDisk disk(long bytes) {
    return new AdapterDisk(files, folder.resolve("disk"), bytes, Clock.systemUTC());
  }

  private static AdapterMemory memory(AdapterDisk disk, String mib) {
    return new AdapterMemory(
        disk, Configs.with("adapter-memory-mib", mib, "max-rank", "8"), Clock.systemUTC());
  }

  private static LoraAdapter lora(int seed, int rank) {
    float[] a = new float[FLOATS - rank];
    a[0] = seed;
    Map<String, float[]> tensors =
        Map.of(PROJECTION + "lora_A.weight", a, PROJECTION + "lora_B.weight", new float[rank]);
    return new LoraAdapter(rank, 16, false, List.of("q_proj"), tensors, "base");
  }

  private AdapterRef adapter(int seed) throws IOException {
    return adapter(seed, 8);
  }

  /// A registered adapter of 256 KiB.
  private AdapterRef adapter(int seed, int rank) throws IOException {
    Path at = folder.resolve("store").resolve("a" + seed);
    PeftFiles.write(lora(seed, rank), at);
    store.put("a:" + seed, at);
    return new AdapterRef(
        "a:" + seed,
        AdapterId.of("0199aaaa-0000-7000-8000-00000000%04d".formatted(seed)),
        AdapterContent.hash(at));
  }

  private void download(AdapterRef ref, Path into) throws IOException {
    downloads.incrementAndGet();
    Path from = store.get(ref.modelId());
    if (from == null) {
      throw new IOException("no object " + ref.modelId());
    }
    try (Stream<Path> all = Files.list(from)) {
      for (Path file : all.toList()) {
        Files.copy(file, into.resolve(file.getFileName()));
      }
    }
  }

  private static float load(AdapterMemory memory, AdapterRef ref) {
    Map<String, float[]> tensors = memory.get(ref, Instant.now().plusSeconds(60)).tensors();
    return Objects.requireNonNull(tensors.get(PROJECTION + "lora_A.weight"))[0];
  }

  @Test // R50, R51
  void eachTierIsBoundedInBytesAndTheOldestGoesFirst() throws IOException {
    List<AdapterRef> refs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      refs.add(adapter(i));
      assertThat(load(memory, refs.get(i))).isEqualTo(i);
    }
    assertThat(memory.status().bytes()).isLessThanOrEqualTo(1 << 20);
    assertThat(memory.status().adapters()).isEqualTo(4);
    assertThat(disk.status().bytes()).isLessThanOrEqualTo(1 << 20);
    assertThat(disk.status().adapters()).isEqualTo(3);
    load(memory, refs.get(5));
    load(memory, refs.get(2));
    assertThat(downloads).hasValue(6);
    load(memory, refs.get(0));
    assertThat(downloads).hasValue(7);
    assertThat(memory.resident())
        .extracting(EngineStatus.Resident::model, EngineStatus.Resident::uses)
        .containsExactly(tuple("a:4", 1), tuple("a:5", 2), tuple("a:2", 2), tuple("a:0", 1));
    try (Stream<Path> kept = Files.list(folder.resolve("disk"))) {
      assertThat(kept).hasSize(3);
    }
  }

  @Test
  void whatAnEarlierProcessLeftOnDiskIsUsed() throws IOException {
    AdapterRef ref = adapter(1);
    load(memory, ref);
    assertThat(load(memory(disk(1 << 20), "1"), ref)).isEqualTo(1);
    assertThat(downloads).hasValue(1);
  }

  @Test
  void damagedFilesOnDiskAreDownloadedAgain() throws IOException {
    AdapterRef ref = adapter(1);
    load(memory, ref);
    Path files = folder.resolve("disk").resolve(ref.contentHash().hex());
    Files.write(files.resolve(PeftFiles.WEIGHTS), new byte[] {1, 2, 3});
    AdapterMemory other = memory(disk, "1");
    assertThatThrownBy(() -> load(other, ref)).hasMessageContaining("a:1");
    assertThat(load(other, ref)).isEqualTo(1);
    AdapterDisk.delete(files);
    AdapterMemory third = memory(disk, "1");
    assertThatThrownBy(() -> load(third, ref)).hasMessageContaining("a:1");
    assertThat(load(third, ref)).isEqualTo(1);
  }

  @Test
  void aPinnedAdapterStays() throws IOException {
    AdapterRef pinned = adapter(0);
    memory.pin(pinned, Instant.now().plusSeconds(60));
    for (int i = 1; i < 9; i++) {
      load(memory, adapter(i));
    }
    assertThat(memory.resident())
        .anyMatch(r -> r.model().equals("a:0") && r.pinned() && r.bytes() == 4L * FLOATS);
    memory.unpin(pinned);
    for (int i = 9; i < 14; i++) {
      load(memory, adapter(i));
    }
    assertThat(memory.resident()).noneMatch(r -> r.model().equals("a:0"));
  }

  @Test
  void tooManyPinnedAdaptersAreRefused() throws IOException {
    memory.pin(adapter(0), Instant.now().plusSeconds(60));
    memory.pin(adapter(1), Instant.now().plusSeconds(60));
    AdapterRef third = adapter(2);
    assertThatThrownBy(() -> memory.pin(third, Instant.now().plusSeconds(60)))
        .hasMessageContaining("more than half of the memory");
  }

  @Test
  void aMissingOrForeignFileIsAnExactErrorAndHarmsNobody() throws IOException {
    AdapterRef missing = adapter(1);
    store.remove("a:1");
    AdapterRef changed = adapter(2);
    PeftFiles.write(lora(99, 8), folder.resolve("store").resolve("a2"));
    AdapterRef wide = adapter(3, 16);
    refused(missing, "Adapter a:1 cannot be loaded: its files cannot be read (no object a:1).");
    refused(changed, "Adapter a:2 cannot be loaded: its files are not the registered ones");
    refused(wide, "Adapter a:3 cannot be loaded: its rank 16 is above 8.");
    assertThat(load(memory, adapter(4))).isEqualTo(4);
  }

  private void refused(AdapterRef ref, String why) {
    assertThatThrownBy(() -> load(memory, ref))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(InferenceProblem.ADAPTER_UNAVAILABLE))
        .hasMessageContaining(why);
  }

  @Test // R51
  void aSlowLoadIsDoneOnceAndKeepsNobodyElseWaiting() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    AdapterFiles store =
        (ref, into) -> {
          if (ref.modelId().equals("a:1")) {
            try {
              slow.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
          download(ref, into);
        };
    var other =
        memory(new AdapterDisk(store, folder.resolve("other"), 1 << 20, Clock.systemUTC()), "1");
    AdapterRef first = adapter(1);
    AtomicInteger loaded = new AtomicInteger();
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      waiting.add(Thread.ofVirtual().start(() -> loaded.addAndGet((int) load(other, first))));
    }
    for (int i = 2; i < 6; i++) {
      assertThat(load(other, adapter(i))).isEqualTo(i);
    }
    assertThatThrownBy(() -> other.get(first, Instant.now().plusMillis(20)))
        .hasMessageContaining("was not loaded in time");
    assertThat(loaded).hasValue(0);
    slow.countDown();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(loaded).hasValue(50);
    assertThat(downloads).hasValue(5);
  }
}
