package org.datanet.anonymization;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.datanet.anonymization.PrivacyReport.Residual;

/// Finds personal data in the texts of a document, replaces them as the policy says, and scans the
/// output again. Stateless and thread-safe; time is linear in the length of the texts.
public final class Anonymizer {

  private static final int MAX_ROUNDS = 4;

  /// Anonymises one document, given as its texts (paragraphs, rows) in order. What is found in one
  /// text is searched in all of them. The result has one text for each given, in the same order.
  public AnonymisedDocument anonymise(
      AnonymisationPolicy policy, SubjectKeys keys, List<String> texts) {
    List<Detector> detectors = Detectors.of(policy);
    Lexicon lexicon = new Lexicon();
    List<TextFindings> findings = search(policy, detectors, lexicon, texts);
    Replacements replacements = new Replacements(keys, people(findings), dayFirst(findings));
    List<AnonymisedText> outputs = new ArrayList<>();
    List<Residual> residual = new ArrayList<>();
    for (TextFindings finding : findings) {
      Rewritten rewritten = rewrite(policy, finding, replacements);
      outputs.add(rewritten.text());
      if (!rewritten.text().spans().isEmpty()) {
        rescan(policy, detectors, lexicon, rewritten, outputs.size() - 1, residual);
      }
    }
    return new AnonymisedDocument(outputs, report(policy, outputs, residual));
  }

  /// An output and where in it something was put in.
  private record Rewritten(AnonymisedText text, BitSet replaced) {}

  /// Detects, learns, blots out and detects again until nothing new turns up.
  private static List<TextFindings> search(
      AnonymisationPolicy policy, List<Detector> detectors, Lexicon lexicon, List<String> texts) {
    List<TextFindings> findings = texts.stream().map(TextFindings::new).toList();
    List<TextFindings> changed = findings;
    for (int round = 0; round < MAX_ROUNDS && !changed.isEmpty(); round++) {
      List<TextFindings> next = new ArrayList<>();
      for (TextFindings finding : changed) {
        List<Candidate> added = add(policy, finding, detect(detectors, finding.masked()));
        added.forEach(candidate -> lexicon.learn(finding.text(), candidate));
        if (!added.isEmpty()) {
          next.add(finding);
        }
      }
      if (!lexicon.isEmpty()) {
        findings.stream().filter(f -> mentions(policy, lexicon, f)).forEach(next::add);
      }
      changed = next.stream().distinct().toList();
    }
    return findings;
  }

  private static List<Candidate> detect(List<Detector> detectors, String text) {
    List<Candidate> candidates = new ArrayList<>();
    Passage passage = Passage.of(text);
    detectors.forEach(detector -> detector.find(passage, candidates::add));
    return candidates;
  }

  private static boolean mentions(
      AnonymisationPolicy policy, Lexicon lexicon, TextFindings finding) {
    List<Candidate> candidates = new ArrayList<>();
    lexicon.find(finding.masked(), candidates::add);
    return !add(policy, finding, candidates).isEmpty();
  }

  private static List<Candidate> add(
      AnonymisationPolicy policy, TextFindings finding, List<Candidate> candidates) {
    return finding.add(candidates, policy.operators()::containsKey);
  }

  private static People people(List<TextFindings> findings) {
    People people = new People();
    for (TextFindings finding : findings) {
      finding.inOrder().stream()
          .filter(candidate -> candidate.type() == EntityType.NAME)
          .forEach(name -> people.meet(finding.text().substring(name.start(), name.end())));
    }
    return people;
  }

  /// Whether the document writes the day before the month: unless one of its dates rules that out.
  private static boolean dayFirst(List<TextFindings> findings) {
    return findings.stream()
        .flatMap(finding ->
            finding.inOrder().stream()
                .filter(candidate -> candidate.type() == EntityType.DATE)
                .map(date -> finding.text().substring(date.start(), date.end())))
        .map(WrittenDate.NUMERIC::matcher)
        .noneMatch(date -> date.matches() && Integer.parseInt(date.group(3)) > 12);
  }

  private static Rewritten rewrite(
      AnonymisationPolicy policy, TextFindings finding, Replacements replacements) {
    StringBuilder output = new StringBuilder(finding.text().length());
    BitSet replaced = new BitSet();
    List<Span> spans = new ArrayList<>();
    int done = 0;
    for (Candidate candidate : finding.inOrder()) {
      Operator operator = policy.operators().getOrDefault(candidate.type(), Operator.REDACT);
      String found = finding.text().substring(candidate.start(), candidate.end());
      output.append(finding.text(), done, candidate.start());
      int start = output.length();
      output.append(replacements.replace(found, candidate.type(), operator));
      replaced.set(start, output.length());
      spans.add(
          new Span(
              candidate.start(),
              candidate.end(),
              candidate.type(),
              candidate.detector(),
              operator));
      done = candidate.end();
    }
    output.append(finding.text(), done, finding.text().length());
    return new Rewritten(new AnonymisedText(output.toString(), spans), replaced);
  }

  private static void rescan(
      AnonymisationPolicy policy,
      List<Detector> detectors,
      Lexicon lexicon,
      Rewritten rewritten,
      int index,
      List<Residual> residual) {
    String masked = TextFindings.mask(rewritten.text().output(), rewritten.replaced());
    List<Candidate> candidates = detect(detectors, masked);
    lexicon.find(masked, candidates::add);
    add(policy, new TextFindings(masked), candidates)
        .forEach(left ->
            residual.add(
                new Residual(index, left.start(), left.end(), left.type(), left.detector())));
  }

  private static PrivacyReport report(
      AnonymisationPolicy policy, List<AnonymisedText> outputs, List<Residual> residual) {
    Map<EntityType, Integer> found = new EnumMap<>(EntityType.class);
    int replaced = 0;
    for (AnonymisedText text : outputs) {
      text.spans().forEach(span -> found.merge(span.type(), 1, Integer::sum));
      replaced += text.spans().size();
    }
    return new PrivacyReport(policy.id(), found, replaced, residual);
  }
}
