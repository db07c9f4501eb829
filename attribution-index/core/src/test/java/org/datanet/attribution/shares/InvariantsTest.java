package org.datanet.attribution.shares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Ppm;
import org.jspecify.annotations.Nullable;

/// What holds for every answer, on random answers: quotations, reworded ones and free words, from
/// records that partly copy each other.
class InvariantsTest {

  private static final DatasetVersionId OTHER = new DatasetVersionId(new UUID(0x7000L, 2));
  private static final List<IndexedRecord> RECORDS = records();
  private static @Nullable Path folder;
  private static @Nullable AttributionIndex whole;

  @BeforeContainer
  static void build() throws IOException {
    folder = Files.createTempDirectory("invariants");
    whole = index("whole", RECORDS, 1 << 28);
  }

  @AfterContainer
  static void delete() throws IOException {
    whole().close();
    try (var files = Files.walk(folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Path folder() {
    return Objects.requireNonNull(folder);
  }

  private static AttributionIndex whole() {
    return Objects.requireNonNull(whole);
  }

  private static AttributionIndex index(
      String name, List<IndexedRecord> records, int segmentCharacters) {
    try {
      Path place = Files.createTempDirectory(folder(), name);
      return Samples.index(place, records, segmentCharacters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Literature, and copies of some of it in whole and in part by others.
  private static List<IndexedRecord> records() {
    Random random = new Random(1);
    List<IndexedRecord> records = new ArrayList<>(Samples.literature());
    int honest = records.size();
    for (int i = 0; i < 30; i++) {
      String text = records.get(random.nextInt(honest)).text();
      String[] words = Attacks.words(text);
      int from = random.nextInt(words.length);
      int to = from + random.nextInt(words.length - from) + 1;
      String part = String.join(" ", List.of(words).subList(from, to));
      String copy = i % 3 == 0 ? text : Attacks.filler(5, i) + " " + part;
      records.add(Samples.record(Attacks.LATER + i, 4 + i % 3, copy));
    }
    return records;
  }

  /// Up to eight pieces: a quotation, a reworded one, or free words.
  private static String answer(long seed) {
    Random random = new Random(seed);
    List<String> pieces = new ArrayList<>();
    for (int left = random.nextInt(9); left > 0; left--) {
      String[] words = Attacks.words(RECORDS.get(random.nextInt(RECORDS.size())).text());
      int from = random.nextInt(words.length);
      int to = Math.min(words.length, from + 1 + random.nextInt(40));
      String quotation = String.join(" ", List.of(words).subList(from, to));
      pieces.add(
          switch (random.nextInt(3)) {
            case 0 -> quotation;
            case 1 -> Attacks.replacingWords(quotation, 9, seed);
            default -> Attacks.filler(random.nextInt(6), seed + left);
          });
    }
    return String.join(" ", pieces);
  }

  private static Attribution attribute(AttributionIndex index, String answer) {
    return Gain.attribute(index, List.of(answer)).getFirst();
  }

  @Property(tries = 200)
  void sharesAndTheRestSumToAll(@ForAll long seed) { // R35
    Attribution attribution = attribute(whole(), answer(seed));
    int shares = attribution.shares().stream().mapToInt(ContributorShare::ppm).sum();
    assertThat(shares + attribution.unattributedPpm()).isEqualTo(Ppm.WHOLE);
    assertThat(attribution.shares()).allMatch(share -> share.ppm() > 0);
    assertThat(attribution.unattributedPpm()).isBetween(0, Ppm.WHOLE);
  }

  @Property(tries = 10)
  void segmentsChangeNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int segments) {
    int characters = RECORDS.stream().mapToInt(record -> record.text().length()).sum();
    try (AttributionIndex index = index("segments", RECORDS, characters / segments + 1)) {
      for (int i = 0; i < 20; i++) {
        assertThat(attribute(index, answer(seed + i)))
            .isEqualTo(attribute(whole(), answer(seed + i))); // R40
      }
    }
  }

  @Property(tries = 10)
  void aVersionInTwoIndexesGivesTheSame(@ForAll long seed) { // R40
    List<IndexedRecord> left = new ArrayList<>();
    List<IndexedRecord> right = new ArrayList<>();
    for (int i = 0; i < RECORDS.size(); i++) {
      boolean goesLeft = (whole().cluster(i) * 31 + seed) % 2 == 0; // near duplicates together
      (goesLeft ? left : right).add(RECORDS.get(i));
    }
    if (left.isEmpty() || right.isEmpty()) {
      return;
    }
    try (AttributionIndex a = index("left", left, 1 << 28);
        AttributionIndex b = index("right", right, 1 << 28)) {
      for (int i = 0; i < 20; i++) {
        Attribution both =
            Attributor.attribute(
                List.of(new DatasetIndex(Gain.VERSION, a), new DatasetIndex(OTHER, b)),
                List.of(),
                answer(seed + i),
                AttributionParameters.defaults());
        assertSameBeyondVersions(both, attribute(whole(), answer(seed + i)));
      }
    }
  }

  /// Ties of the largest remainder are broken by dataset version first: one part of a million.
  private static void assertSameBeyondVersions(Attribution some, Attribution other) {
    for (int contributor = 1; contributor < 8; contributor++) {
      int account = contributor;
      assertThat(Gain.share(some, a -> a == account))
          .isCloseTo(Gain.share(other, a -> a == account), within(some.recordShares().size()));
    }
    assertThat(some.unattributedPpm()).isCloseTo(other.unattributedPpm(), within(1));
  }

  @Property(tries = 15)
  void aLaterCopyChangesNothing(@ForAll long seed) { // R41
    Random random = new Random(seed);
    List<IndexedRecord> more = new ArrayList<>(RECORDS);
    for (int i = 0; i < 5; i++) {
      String text = RECORDS.get(random.nextInt(RECORDS.size())).text();
      more.add(Samples.record(40_000 + i, 9, text));
    }
    try (AttributionIndex index = index("copies", more, 5_000)) {
      for (int i = 0; i < 20; i++) {
        assertThat(attribute(index, answer(seed + i)).shares())
            .isEqualTo(attribute(whole(), answer(seed + i)).shares());
      }
    }
  }

  @Property(tries = 10)
  void anUnrelatedRecordMovesOnlyWeights(@ForAll long seed) { // R40
    List<IndexedRecord> more = new ArrayList<>(RECORDS);
    more.add(Samples.record(40_000, 9, Attacks.filler(60, seed)));
    try (AttributionIndex index = index("unrelated", more, 1 << 28)) {
      for (int i = 0; i < 20; i++) {
        Attribution with = attribute(index, answer(seed + i));
        Attribution without = attribute(whole(), answer(seed + i));
        assertThat(with.unattributedPpm()).isCloseTo(without.unattributedPpm(), within(2_000));
        assertThat(Gain.share(with, a -> a == 9)).isZero();
      }
    }
  }

  @Property(tries = 100)
  void caseSpaceAndPunctuationOfTheAnswerDoNotMatter(@ForAll long seed) { // R40
    String answer = answer(seed);
    List<ContributorShare> shares = attribute(whole(), answer).shares();
    assertThat(attribute(whole(), answer.toUpperCase(Locale.ROOT)).shares()).isEqualTo(shares);
    assertThat(attribute(whole(), answer.replace(" ", "\n\t \u200b")).shares()).isEqualTo(shares);
    assertThat(attribute(whole(), "\u201c" + answer.replace(" ", " * ") + "!?").shares())
        .isEqualTo(shares);
  }

  @Property(tries = 100)
  void noContributorExceedsTheCap(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 1_000_000) int cap) {
    AttributionParameters capped = new AttributionParameters(4, 20_000, 8, 32, 4, cap, 8);
    Attribution attribution =
        Attributor.attribute(
            List.of(new DatasetIndex(Gain.VERSION, whole())), List.of(), answer(seed), capped);
    for (int contributor = 1; contributor < 8; contributor++) {
      int account = contributor;
      assertThat(Gain.share(attribution, a -> a == account)).isLessThanOrEqualTo(cap + 8);
    }
  }

  @Property(tries = 50)
  void aWholeRecordIsItsFirstContributors(@ForAll @IntRange(min = 0, max = 60) int n) { // R33
    IndexedRecord record = RECORDS.get(n % Samples.literature().size());
    if (Attacks.words(record.text()).length < 8) {
      return;
    }
    Attribution attribution = attribute(whole(), record.text());
    int account = Integer.parseInt(record.contributor().hex().substring(34), 16);
    assertThat(Gain.share(attribution, a -> a == account)).isGreaterThan(990_000);
  }

  @Property(tries = 20)
  void threadsChangeNothing(@ForAll long seed) { // R35
    List<Attribution> alone =
        IntStream.range(0, 8).mapToObj(i -> attribute(whole(), answer(seed + i))).toList();
    List<Attribution> together =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> attribute(whole(), answer(seed + i)))
            .toList();
    assertThat(together).isEqualTo(alone);
  }
}
