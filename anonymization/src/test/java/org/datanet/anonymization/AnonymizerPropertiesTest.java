package org.datanet.anonymization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AnonymizerPropertiesTest {

  private static final SubjectKeys KEYS = new SubjectKeys(new byte[32], new byte[32]);
  private static final AnonymisationPolicy CLINICAL = AnonymisationPolicy.preset("clinical");
  private static final List<String> PLANTED =
      List.of(
          "maria.lopez@example.org",
          "ES91 2100 0418 4502 0005 1332",
          "4111 1111 1111 1111",
          "99846407A",
          "X9925826S",
          "987-65-4327",
          "999 072 6493",
          "+34 600 00 04 11",
          "(212) 555-0161",
          "https://example.org/p?id=7",
          "192.0.2.17",
          "NHC 341909");

  // R24
  @Property(tries = 300)
  void nothingPlantedSurvivesWhereverItStands(
      @ForAll("prose") List<String> prose, @ForAll("planted") List<String> planted) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < prose.size(); i++) {
      texts.add(prose.get(i) + " " + planted.get(i % planted.size()) + ", " + prose.get(i));
    }
    AnonymisedDocument document = new Anonymizer().anonymise(CLINICAL, KEYS, texts);

    assertThat(document.report().residual()).isEmpty();
    String all = String.join("\n", document.texts().stream().map(AnonymisedText::output).toList());
    planted
        .subList(0, Math.min(planted.size(), texts.size()))
        .forEach(secret -> assertThat(all).doesNotContain(secret));
  }

  @Property(tries = 300)
  void anyTextIsRewrittenOutsideItsSpansOnlyAndASecondScanFindsNothing(@ForAll String text) {
    AnonymisedDocument document =
        new Anonymizer().anonymise(CLINICAL, KEYS, List.of(text, "Paciente: Ana Ruiz"));
    AnonymisedText first = document.texts().getFirst();
    int from = 0;
    int at = 0;
    for (Span span : first.spans()) {
      assertThat(span.start()).isGreaterThanOrEqualTo(from);
      assertThat(span.end()).isGreaterThan(span.start()).isLessThanOrEqualTo(text.length());
      String kept = text.substring(from, span.start());
      at = first.output().indexOf(kept, at);
      assertThat(at).isNotNegative();
      at += kept.length();
      from = span.end();
    }
    assertThat(first.output()).endsWith(text.substring(from));
    assertThat(document.report().isClean()).isTrue();
  }

  @Property(tries = 200)
  void theSameInputAndKeysAlwaysGiveTheSameOutput(@ForAll("prose") List<String> prose) {
    Anonymizer anonymizer = new Anonymizer();
    assertThat(anonymizer.anonymise(CLINICAL, KEYS, prose))
        .isEqualTo(anonymizer.anonymise(CLINICAL, KEYS, prose));
  }

  @Provide
  Arbitrary<List<String>> prose() {
    return Arbitraries.of(
            "El",
            "paciente",
            "acude",
            "por",
            "tos",
            "y",
            "fiebre",
            "de",
            "38,7",
            "The",
            "pulse",
            "was",
            "112",
            "regular",
            "Plan:",
            "control",
            "en",
            "6",
            "semanas",
            "132/73",
            "Crohn")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(words -> String.join(" ", words))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<List<String>> planted() {
    return Arbitraries.of(PLANTED).list().ofMinSize(1).ofMaxSize(5);
  }
}
