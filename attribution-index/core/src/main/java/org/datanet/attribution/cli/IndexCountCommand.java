package org.datanet.attribution.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.datanet.attribution.cli.ResultOutput.Row;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.query.PhraseQuery;
import org.datanet.attribution.text.WordTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Counts a phrase.
@Command(
    name = "count",
    description = "Says how often a phrase stands in the records that are not erased.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class IndexCountCommand implements Callable<Integer> {

  @Mixin private IndexFolder index;
  @Mixin private ResultOutput output;

  @Parameters(
      index = "1",
      paramLabel = "PHRASE",
      description = "Compared word by word, whatever its case and punctuation.")
  private String phrase;

  /// @param words the phrase as it was looked for
  record Counted(List<String> words, long count) {}

  @Override
  public Integer call() {
    List<String> words = WordTokens.of(phrase).words();
    try (AttributionIndex open = index.open()) {
      Counted counted = new Counted(words, new PhraseQuery(open, words).count());
      output.print(
          counted,
          List.of(new Row("words", String.join(" ", words)), new Row("count", counted.count())));
    }
    return 0;
  }
}
