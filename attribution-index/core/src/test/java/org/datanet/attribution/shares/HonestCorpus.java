package org.datanet.attribution.shares;

import static org.datanet.attribution.shares.Attacks.joined;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.IndexedRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/// What the tests of attacks attack: the sample texts, in the hands of their contributors.
abstract class HonestCorpus {

  static final List<IndexedRecord> HONEST = Samples.literature();
  static final String SOURCE = Answers.PARAGRAPH;

  @TempDir static Path folder;

  static Gain gain(String attack, List<IndexedRecord> records) {
    return Gain.of(attack, folder, List.of(HONEST, joined(HONEST, records)), Answers.ALL);
  }

  @AfterAll
  static void pageStatesAll() throws IOException {
    Gain.allStandOnThePage();
  }
}
