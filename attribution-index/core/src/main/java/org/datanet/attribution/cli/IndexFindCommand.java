package org.datanet.attribution.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.datanet.attribution.cli.ResultOutput.Row;
import org.datanet.attribution.corpus.ContributorNames;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.query.Occurrence;
import org.datanet.attribution.query.PhraseQuery;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.Address;
import org.datanet.kernel.RecordId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lists the places of a phrase.
@Command(
    name = "find",
    description = "Lists where a phrase stands, with the words around it.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class IndexFindCommand implements Callable<Integer> {

  private static final int AROUND = 5;

  @Spec private CommandSpec spec;
  @Mixin private IndexFolder index;
  @Mixin private ResultOutput output;

  @Parameters(
      index = "1",
      paramLabel = "PHRASE",
      description = "Compared word by word, whatever its case and punctuation.")
  private String phrase;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Most places to list, from 1 (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  /// @param acceptedAt ISO 8601, UTC
  /// @param wordOffset words of the record before the phrase
  /// @param context the phrase between the words around it, as the index has them
  record Place(
      RecordId recordId,
      Address contributor,
      String contributorName,
      String acceptedAt,
      int wordOffset,
      String context) {}

  @Override
  public Integer call() throws IOException {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit is at least 1, got: " + limit);
    }
    List<String> words = WordTokens.of(phrase).words();
    ContributorNames names = ContributorNames.read(index.path());
    try (AttributionIndex open = index.open()) {
      List<Place> places =
          new PhraseQuery(open, words)
              .locate(limit).stream()
                  .map(found -> place(open, names, found, words.size()))
                  .toList();
      output.print(
          places,
          places.stream()
              .map(p -> new Row(p.recordId() + "  " + p.contributorName(), p.context()))
              .toList());
    }
    return 0;
  }

  private static Place place(
      AttributionIndex index, ContributorNames names, Occurrence found, int length) {
    List<String> words = index.wordsOf(found.ordinal());
    int end = found.wordOffset() + length;
    Address contributor = index.contributor(found.ordinal());
    Instant acceptedAt = index.acceptedAt(found.ordinal());
    return new Place(
        found.recordId(),
        contributor,
        names.nameOf(contributor),
        acceptedAt.toString(),
        found.wordOffset(),
        joined(words, found.wordOffset() - AROUND, found.wordOffset())
            + "["
            + joined(words, found.wordOffset(), end)
            + "] "
            + joined(words, end, end + AROUND).strip());
  }

  private static String joined(List<String> words, int from, int to) {
    String text = String.join(" ", words.subList(Math.max(0, from), Math.min(words.size(), to)));
    return to - from == AROUND && !text.isEmpty() ? text + " " : text;
  }
}
