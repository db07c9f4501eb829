package org.datanet.anonymization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.Test;

class AnonymizerTest {

  private static final SubjectKeys KEYS = keys("one");
  private static final Pattern PSEUDONYM = Pattern.compile("\\[NAME-[0-9a-f]{8}]");

  // R24
  @Test
  void aPersonHasOnePseudonymInEveryFormOfTheNameAndInEveryDocument() {
    AnonymisedDocument first =
        clinical(
            KEYS,
            "Apellidos y nombre : MUÑOZ VÁZQUEZ, Manuel",
            "Se valora a el Sr. Muñoz, de 60 años.",
            "D. Manuel comenta que mejora; MUNOZ lo confirma.");
    AnonymisedDocument second = clinical(KEYS, "Paciente: Manuel Muñoz Vázquez");
    String pseudonym = pseudonym(first.texts().getFirst().output());

    assertThat(first.texts().get(1).output()).contains("Sr. " + pseudonym + ", de 60 años");
    assertThat(first.texts().get(2).output())
        .isEqualTo("D. " + pseudonym + " comenta que mejora; " + pseudonym + " lo confirma.");
    assertThat(second.texts().getFirst().output()).isEqualTo("Paciente: " + pseudonym);
    assertThat(clinical(keys("two"), "Paciente: Manuel Muñoz Vázquez").texts().getFirst().output())
        .doesNotContain(pseudonym);
  }

  @Test
  void diseasesNamedAfterPeopleStay() {
    AnonymisedDocument document =
        clinical(KEYS, "Paciente: Ana Crohn Ruiz", "Diagnosis: Crohn's disease; Graves' disease.");
    assertThat(document.texts().get(1).output())
        .isEqualTo("Diagnosis: Crohn's disease; Graves' disease.");
  }

  @Test
  void agesFromNinetyAreGeneralisedAndYoungerOnesStay() {
    AnonymisedDocument document = clinical(KEYS, "de 93 años; aged 91 years; de 89 años");
    assertThat(document.texts().getFirst().output())
        .isEqualTo("de 90+ años; aged 90+ years; de 89 años");
  }

  // R24
  @Property(tries = 200)
  void datesMoveTogetherAndKeepTheirNotation(
      @ForAll @IntRange(max = 20_000) int day, @ForAll @IntRange(max = 400) int stay) {
    LocalDate admitted = LocalDate.of(1971, 1, 1).plusDays(day);
    LocalDate discharged = admitted.plusDays(stay);
    String text = "Ingresa el " + admitted + " y es alta el " + discharged + ".";
    String output = clinical(KEYS, text).texts().getFirst().output();
    Matcher dates = Pattern.compile("\\d{4}-\\d{2}-\\d{2}").matcher(output);
    assertThat(dates.find()).isTrue();
    LocalDate first = LocalDate.parse(dates.group());
    assertThat(dates.find()).isTrue();
    assertThat(ChronoUnit.DAYS.between(first, LocalDate.parse(dates.group()))).isEqualTo(stay);
    assertThat(first).isNotEqualTo(admitted);
    assertThat(Math.abs(ChronoUnit.DAYS.between(admitted, first))).isBetween(1L, 365L);
  }

  @Test
  void everyNotationOfADateIsReadAndWrittenBack() {
    for (String date :
        List.of(
            "28/01/1992",
            "9 de noviembre de 1942",
            "1986-06-15",
            "27-3-55",
            "4.08.2023",
            "18 may 1933",
            "October 19, 1951",
            "23 September 1996",
            "8/25/42",
            "24 May '62",
            "marzo de 2021",
            "3rd of June 2020")) {
      WrittenDate written = WrittenDate.parse(date, true).orElseThrow();
      assertThat(written.notation().apply(written.day())).isEqualTo(date);
      assertThat(clinical(KEYS, "on " + date + " he").report().found())
          .as(date)
          .containsEntry(EntityType.DATE, 1);
    }
  }

  @Test
  void bloodPressureDosesAndDecimalsAreNoDates() {
    String text = "TA 132/73 mmHg, 160/4,5 µg, NT-proBNP 4.210 pg/mL, fractura 31-A2, MoCA 19/30.";
    assertThat(clinical(KEYS, text).texts().getFirst().output()).isEqualTo(text);
  }

  @Test
  void wrongCheckDigitsAreNotTakenForIdentifiers() {
    AnonymisationPolicy literature = AnonymisationPolicy.preset("literature");
    String text = "99846407B 4111 1111 1111 1112 ES91 2100 0418 4502 0005 1333";
    assertThat(new Anonymizer().anonymise(literature, KEYS, List.of(text)).report().found())
        .isEmpty();
  }

  @Test
  void literatureKeepsItsPeopleAndPlacesAndLosesAddressesOfMailOnly() {
    String text = "Call me Ishmael. Mr Starbuck met Captain Ahab in Nantucket on 3 May 1851.";
    AnonymisationPolicy literature = AnonymisationPolicy.preset("literature");
    List<AnonymisedText> texts =
        new Anonymizer().anonymise(literature, KEYS, List.of(text, "me@example.org wrote")).texts();
    assertThat(texts.get(0).output()).isEqualTo(text);
    assertThat(texts.get(1).output()).isEqualTo("[EMAIL] wrote");
  }

  @Test
  void anUnknownPresetIsRefusedWithTheListOfThoseThatExist() {
    assertThatThrownBy(() -> AnonymisationPolicy.preset("medical"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "There is no privacy preset 'medical'; choose one of: clinical, iot, literature.");
    AnonymisationPolicy.presets()
        .forEach(name -> assertThat(AnonymisationPolicy.preset(name).name()).isEqualTo(name));
  }

  private static AnonymisedDocument clinical(SubjectKeys keys, String... texts) {
    return new Anonymizer().anonymise(AnonymisationPolicy.preset("clinical"), keys, List.of(texts));
  }

  private static String pseudonym(String output) {
    Matcher matcher = PSEUDONYM.matcher(output);
    assertThat(matcher.find()).isTrue();
    return matcher.group();
  }

  private static SubjectKeys keys(String seed) {
    byte[] key = (seed + "-0123456789abcdef").getBytes(StandardCharsets.UTF_8);
    return new SubjectKeys(key, key);
  }
}
