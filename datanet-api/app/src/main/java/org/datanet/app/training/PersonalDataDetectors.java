package org.datanet.app.training;

import java.util.List;
import java.util.stream.Stream;
import org.datanet.anonymization.AnonymisationPolicy;
import org.datanet.anonymization.Anonymizer;
import org.datanet.anonymization.Operator;
import org.datanet.anonymization.SubjectKeys;
import org.datanet.training.PersonalDataFinder;

/// Finds what the anonymisation of a run's Datanets takes out. Kinds that it replaces by their like
/// (moved dates, rounded ages) are not looked for: in a clean text they are no personal data.
final class PersonalDataDetectors implements PersonalDataFinder {

  /// What is replaced is thrown away, so nothing is secret here.
  private static final SubjectKeys NO_KEYS = new SubjectKeys(new byte[16], new byte[16]);

  private final Anonymizer anonymizer = new Anonymizer();
  private final List<AnonymisationPolicy> policies;

  /// @param presets names of privacy presets
  PersonalDataDetectors(Stream<String> presets) {
    policies = presets.distinct().map(AnonymisationPolicy::preset).toList();
  }

  @Override
  public List<Found> find(String text) {
    return policies.stream().flatMap(policy -> find(policy, text)).distinct().toList();
  }

  private Stream<Found> find(AnonymisationPolicy policy, String text) {
    return anonymizer.anonymise(policy, NO_KEYS, List.of(text)).texts().getFirst().spans().stream()
        .filter(span -> span.operator() == Operator.REDACT || span.operator() == Operator.PSEUDONYM)
        .map(span -> new Found(span.type().name(), text.substring(span.start(), span.end())));
  }
}
