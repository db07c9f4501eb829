package org.datanet.attribution.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.datanet.attribution.query.PhraseQuery;
import org.datanet.kernel.RecordId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a writing process with SIGKILL at random moments and looks at what it left.
class IndexKillTest {

  private static final int KILLS = Integer.getInteger("kills", 12);
  private static final long SEED = 7;
  private static final Random RANDOM = new Random();

  @TempDir Path folder;
  private int step;
  private long generation;
  private int queries;

  @Test
  void aKilledWriterLeavesTheLastGeneration() throws Exception {
    int leftovers = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      runAndKill();
      step = stepOnDisk();
      if (generation > 0) {
        AttributionIndex.verify(index());
      }
      leftovers += unused().size();
      IndexWriter.open(index()).close();
      assertThat(unused()).isEmpty();
      assertAnswersLikeAFreshBuild(folder.resolve("fresh-" + kill));
    }
    System.out.printf(
        "%d kills, %d steps, %d generations, %d leftover files, %d queries meanwhile%n",
        KILLS, step, generation, leftovers, queries);
  }

  private Path index() {
    return folder.resolve("index");
  }

  /// Starts the writer where the last one was killed, and kills it after a while.
  private void runAndKill() throws Exception {
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                index().toString(),
                Long.toString(SEED),
                Integer.toString(step))
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    while (child.isAlive() && Files.size(said) == 0) {
      Thread.sleep(5);
    }
    Thread killer = Thread.ofVirtual().start(() -> killSoon(child));
    readMeanwhile(child);
    killer.join();
    assertThat(child.waitFor()).as("the exit status of SIGKILL").isEqualTo(128 + 9);
    String all = Files.readString(said);
    all.substring(0, all.lastIndexOf('\n') + 1).lines().forEach(this::heard);
    checkGeneration();
  }

  private static void killSoon(Process child) {
    try {
      Thread.sleep(RANDOM.nextInt(1200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    child.destroyForcibly();
  }

  /// A reader in this process sees whole generations of the writer in the other.
  private void readMeanwhile(Process child) throws InterruptedException {
    if (!AttributionIndex.isPublished(index())) {
      return;
    }
    try (CurrentIndex current = new CurrentIndex(index())) {
      while (child.isAlive()) {
        try (CurrentIndex.Lease lease = current.acquire()) {
          long twins = new PhraseQuery(lease.index(), List.of("twin")).count();
          long left = new PhraseQuery(lease.index(), List.of("left", "twin")).count();
          long right = new PhraseQuery(lease.index(), List.of("right", "twin")).count();
          assertThat(left + right).isEqualTo(twins);
          assertThat(twins)
              .isEqualTo(lease.index().recordCount() - (long) lease.index().erasedCount());
          queries += 3;
        }
        Thread.sleep(2);
      }
    }
  }

  private void heard(String line) {
    if (line.startsWith("done ")) {
      step = Integer.parseInt(line.substring(5)) + 1;
    } else if (line.startsWith("generation ")) {
      generation = Long.parseLong(line.split(" ")[1]);
    }
  }

  private void checkGeneration() {
    if (AttributionIndex.isPublished(index())) {
      try (AttributionIndex open = AttributionIndex.open(index())) {
        assertThat(open.generation()).isBetween(generation, generation + 1);
        generation = open.generation();
      }
    } else {
      assertThat(generation).isZero();
    }
  }

  /// The step to go on with: the last one begun, or the one after it when it was published.
  private int stepOnDisk() {
    if (!AttributionIndex.isPublished(index())) {
      assertThat(step).isZero();
      return 0;
    }
    Set<RecordId> found = new HashSet<>();
    try (AttributionIndex open = AttributionIndex.open(index())) {
      IntStream.range(0, open.recordCount())
          .filter(ordinal -> !open.isErased(ordinal))
          .forEach(ordinal -> found.add(open.recordId(ordinal)));
    }
    if (found.equals(ids(step))) {
      return step;
    }
    assertThat(found).isEqualTo(ids(step + 1));
    return step + 1;
  }

  private static Set<RecordId> ids(int step) {
    Set<RecordId> ids = new HashSet<>();
    KilledWriter.live(SEED, step).forEach(record -> ids.add(record.id()));
    return ids;
  }

  private Set<String> unused() throws IOException {
    Set<String> names = new HashSet<>();
    try (Stream<Path> files = Files.list(index())) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    names.removeAll(Set.of("write.lock", "manifest.json"));
    if (AttributionIndex.isPublished(index())) {
      IndexManifest.read(index()).files().forEach(file -> names.remove(file.name()));
    }
    return names;
  }

  private void assertAnswersLikeAFreshBuild(Path fresh) {
    List<IndexedRecord> live = KilledWriter.live(SEED, step);
    if (live.isEmpty()) {
      return;
    }
    IndexBuilder.build(fresh, live, BuildProgress.SILENT);
    try (AttributionIndex killed = AttributionIndex.open(index());
        AttributionIndex whole = AttributionIndex.open(fresh)) {
      for (int i = 0; i < 81; i++) {
        List<String> phrase = List.of("w" + i % 9, "w" + i / 9, "w" + i % 7, "w" + i % 5);
        PhraseQuery here = new PhraseQuery(killed, phrase);
        PhraseQuery there = new PhraseQuery(whole, phrase);
        assertThat(here.count()).isEqualTo(there.count());
        assertThat(here.longestMatches()).isEqualTo(there.longestMatches());
      }
      for (IndexedRecord record : live) {
        assertThat(killed.wordsOf(killed.ordinalOf(record.id()).orElseThrow()))
            .isEqualTo(whole.wordsOf(whole.ordinalOf(record.id()).orElseThrow()));
      }
    }
  }
}
