package org.datanet.anonymization;

import static org.datanet.anonymization.EntityType.ADDRESS;
import static org.datanet.anonymization.EntityType.AGE;
import static org.datanet.anonymization.EntityType.CITY;
import static org.datanet.anonymization.EntityType.EMAIL;
import static org.datanet.anonymization.EntityType.IP;
import static org.datanet.anonymization.EntityType.LICENSE_ID;
import static org.datanet.anonymization.EntityType.MRN;
import static org.datanet.anonymization.EntityType.NAME;
import static org.datanet.anonymization.EntityType.NATIONAL_ID;
import static org.datanet.anonymization.EntityType.ORG;
import static org.datanet.anonymization.EntityType.POSTCODE;
import static org.datanet.anonymization.EntityType.URL;

import java.util.ArrayList;
import java.util.List;

/// The detectors a policy asks for. Expressions use possessive or bounded repetition only, so the
/// time is linear in the text.
final class Detectors {

  private static final String EDGE = "(?<![\\p{L}\\d])";
  private static final String END = "(?![\\p{L}\\d])";
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";

  /// Patterns that prove themselves, by form or check digit.
  private static final List<Detector> PROVEN =
      List.of(
          PatternDetector.of(
                  "email@1",
                  EMAIL,
                  "(?<![\\p{L}\\d._%+'-])[\\p{L}\\d._%+'-]{1,64}@[\\p{L}\\d-]{1,63}(?:\\.[\\p{L}\\d-]{1,63}){1,5}")
              .hint('@'),
          PatternDetector.of("url@1", URL, EDGE + "(?:https?://|www\\.)[^\\s<>\"'|)\\]}]{1,2000}+")
              .hint('.'),
          PatternDetector.of(
                  "ipv4@1",
                  IP,
                  "(?<![\\d.])(?:" + OCTET + "\\.){3}" + OCTET + "(?![\\d])(?!\\.\\d)")
              .hint('.')
              .withDigits(),
          PatternDetector.of(
                  "ipv6@1",
                  IP,
                  "(?<![\\w:])(?:(?:[\\dA-Fa-f]{1,4}:){7}[\\dA-Fa-f]{1,4}|(?:[\\dA-Fa-f]{1,4}:){1,6}(?::[\\dA-Fa-f]{1,4}){1,6})(?![\\w:])")
              .hint(':')
              .withDigits(),
          new IbanDetector(),
          new CardDetector(),
          PatternDetector.of(
                  "dni-nie@1",
                  NATIONAL_ID,
                  EDGE
                      + "(?:\\d{8}|\\d{2}\\.\\d{3}\\.\\d{3}|[XYZxyz][ -]?\\d{7})[ -]?[A-Za-z]"
                      + END)
              .withDigits()
              .where(Checksums::dniOrNie),
          PatternDetector.of(
                  "ssn@1",
                  NATIONAL_ID,
                  "(?<![\\p{L}\\d-])(?!000|666)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}(?![\\p{L}\\d-])")
              .hint('-'),
          PatternDetector.of("nhs@1", NATIONAL_ID, EDGE + "[034679]\\d{2}[ ]\\d{3}[ ]\\d{4}" + END)
              .withDigits()
              .where(Checksums::nhs));

  /// Patterns that need their context.
  private static final List<Detector> WIDE =
      List.of(
          new LabelDetector(),
          PatternDetector.of("nhs-bare@1", NATIONAL_ID, EDGE + "(?<!\\d[.,])[34679]\\d{9}" + END)
              .withDigits()
              .where(Checksums::nhs),
          PatternDetector.of(
                  "record@1", MRN, EDGE + "(?:(?:NHC|RN|MRN)[ ]\\d{5,10}|H-\\d{4}-\\d{3,7})" + END)
              .withDigits(),
          inWords(
                  "licence@1",
                  LICENSE_ID,
                  EDGE
                      + "(?iu:(?:n[º°.o]{1,2}[ ]?)?(?:de[ ])?colegiad[oa](?:[ ]n[º°.o]{1,2})?|gmc(?:[ ]no\\.?)?|licen[cs]e(?:[ ]no\\.?)?|reg\\.?[ ]no\\.?|npi)[ ]?[:=]?[ ]?([A-Z]{0,3}\\d[\\d/.-]{2,14}\\d)")
              .withDigits(),
          inWords(
                  "age@1",
                  AGE,
                  EDGE
                      + "((?:9\\d|1[01]\\d)[ -]?(?iu:years?|yrs?|y/o|año|años|-year)(?:[ -]old)?)(?!\\p{L})")
              .withDigits(),
          inWords("aged@1", AGE, EDGE + "(?iu:aged)[ ]((?:9\\d|1[01]\\d))" + END).withDigits(),
          new DateDetector(),
          inWords(
              "title@1",
              NAME,
              EDGE
                  + "(?:(?:Dra?|DRA?|Mrs?|Ms|Miss|Sra?|Srta|SRA?|Prof|Don|Doña|Dª|Dña)\\.?ª?|D\\.ª?)[ ]("
                  + Words.PERSON_IN_TEXT
                  + ")"),
          inWords(
              "kin@1",
              NAME,
              EDGE
                  + "(?iu:su|la|el|a|an|the|her|his|their|my|mi)[ ](?iu:hij[oa]|marido|mujer|espos[oa]|herman[oa]|vecin[oa]|padre|madre|niet[oa]|t[íi][oa]|sobrin[oa]|cuñad[oa]|abuel[oa]|prim[oa]|pareja|cuidadora?|daughter|son|brother|sister|neighbou?r|husband|wife|mother|father|partner|friend|carer|niece|nephew|aunt|uncle|cousin),?[ ]("
                  + Words.PERSON_IN_TEXT
                  + ")"),
          inWords(
              "greeting@1",
              NAME,
              EDGE + "(?iu:dear|estimad[oa]|querid[oa])[ ](" + Words.PERSON_IN_TEXT + ")"),
          inWords(
                  "street-es@1",
                  ADDRESS,
                  EDGE
                      + "(?:Calle|C/|Avda\\.?|Avenida|Plaza|Pza\\.?|Paseo|Pº|Camino|Ronda|Travesía|Carretera|Ctra\\.?)[ ][\\p{L} .']{2,50},[ ]?(?:nº[ ]?)?\\d{1,4}(?:,[ ]?\\d{1,2}º[ ]?\\p{Lu})?")
              .withDigits(),
          inWords(
                  "street-en@1",
                  ADDRESS,
                  EDGE
                      + "\\d{1,4}[A-Za-z]?[ ](?:"
                      + Words.TITLE_WORD
                      + "[ ]){1,3}(?:Street|Lane|Avenue|Road|Close|Drive|Terrace|View|Way|Court|Place|Square|Crescent|Gardens)(?:,[ ](?:Flat|Apt\\.?)[ ]\\d{1,4})?"
                      + END)
              .withDigits(),
          inWords("postcode-uk@1", POSTCODE, EDGE + "[A-Z]{1,2}\\d[A-Z\\d]?[ ]\\d[A-Z]{2}" + END)
              .withDigits(),
          inWords("postcode-es@1", POSTCODE, ",[ ](\\d{5})[ ]" + Words.PLACE).withDigits(),
          inWords("city-es@1", CITY, ",[ ]\\d{5}[ ](" + Words.PLACE + ")").withDigits(),
          inWords(
                  "city-en@1",
                  CITY,
                  ",[ ]("
                      + Words.PLACE
                      + ")[ ](?:[A-Z]{1,2}\\d[A-Z\\d]?[ ]\\d[A-Z]{2}|\\d{5})"
                      + END)
              .withDigits(),
          inWords(
              "origin@1",
              CITY,
              EDGE
                  + "(?iu:natural[ ]de|vecin[oa][ ]de|residente[ ]en|procedente[ ]de|vive[ ]en|patient[ ]from|(?:man|woman|lady|gentleman)[ ]from|lives[ ]in|resident[ ]of|born[ ]in)[ ]("
                  + Words.PLACE
                  + ")"),
          inWords(
              "workplace@1",
              CITY,
              EDGE
                  + "(?iu:works|worked|trabaja|trabajaba)[ ][^.\\n\\r]{1,40}?[ ](?:in|de|en)[ ]("
                  + Words.PLACE
                  + ")"),
          inWords(
              "org-es@1",
              ORG,
              EDGE
                  + "(?:Hospital|Cl[íi]nica|Centro[ ]de[ ]Salud|Centro[ ]M[ée]dico|Ambulatorio|Policl[íi]nica|Sanatorio|Residencia|Farmacia)(?:[ ](?:"
                  + Words.LINK
                  + "[ ])?"
                  + Words.TITLE_WORD
                  + "){1,5}"),
          inWords(
              "org-en@1",
              ORG,
              EDGE
                  + "(?:"
                  + Words.TITLE_WORD
                  + "[ ]){1,4}(?:Hospital|Clinic|Medical[ ]Cent(?:re|er)|Health[ ]Cent(?:re|er)|Infirmary|Surgery|Pharmacy)"
                  + END));

  private Detectors() {}

  /// A pattern that needs a word beside it.
  private static PatternDetector inWords(String id, EntityType type, String regex) {
    return PatternDetector.of(id, type, regex).withWords();
  }

  /// The detectors for a policy; types it has no operator for are dropped later.
  static List<Detector> of(AnonymisationPolicy policy) {
    List<Detector> detectors = new ArrayList<>(PROVEN);
    detectors.add(new PhoneDetector(policy.wide()));
    if (policy.wide()) {
      detectors.addAll(WIDE);
    }
    return List.copyOf(detectors);
  }
}
