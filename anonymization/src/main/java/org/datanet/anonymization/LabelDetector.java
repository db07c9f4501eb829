package org.datanet.anonymization;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads key–value pairs: a known label in Spanish or English, `:`, `=` or a tab (after a label in
/// capitals a blank will do), and the value up to the line end, a bar, a tab or the next label.
final class LabelDetector implements Detector {

  /// A kind of value, the labels it stands behind, and its form; group 1 is the value.
  private record Label(EntityType type, String keys, Pattern value) {

    Label(EntityType type, String keys, String value) {
      this(type, keys, Pattern.compile(value));
    }
  }

  /// Label expressions by what their value is; the order is the order of the groups.
  private static final List<Label> LABELS =
      List.of(
          new Label(
              EntityType.NAME,
              "apellidos y nombre|nombre y apellidos|nombre completo|nombre del paciente|nombre"
                  + "|apellidos|paciente|patient name|full name|first name|last name|surname"
                  + "|patient|name|re|contacto familiar|next of kin|médico|doctor|physician|firmado"
                  + "|fdo\\.?|signed",
              "(?:(?:Dra?|Mrs?|Ms|Miss|Sra?|D|Dª|Dña|Don|Doña|Prof)\\.?[ ])?("
                  + Words.PERSON
                  + ")"),
          new Label(
              EntityType.DATE,
              "fecha de nacimiento|f\\. ?nac\\.?|nacido/a el|nacid[oa] el|date of birth|d\\.?o\\.?b\\.?|born",
              "(\\d[\\d ./-]{2,12}\\d)"),
          new Label(
              EntityType.MRN,
              "n[º°.]? ?(?:de )?historia(?: cl[íi]nica)?|historia(?: cl[íi]nica)?|nhc|hospital no\\.?"
                  + "|hospital number|medical record(?: number| no\\.?)?|mrn|record(?: no\\.?)?|patient id",
              "((?:\\p{Lu}{1,4}[ -]?)?\\d[\\dA-Za-z/-]*+)"),
          new Label(
              EntityType.NATIONAL_ID,
              "dni/nie|dni|nie|nif|documento|identificaci[óo]n|nhs(?: no\\.?| number)?|national no\\.?"
                  + "|national id|ssn|social security(?: number| no\\.?)?|passport(?: no\\.?)?|pasaporte|id",
              "(\\p{Lu}{0,2}\\d[\\dA-Z]*+(?:[ .-]\\d[\\dA-Z]*+|-[A-Z]\\b)*+)"),
          new Label(EntityType.ADDRESS, "domicilio|direcci[óo]n|home address|address", "(.*\\d.*)"),
          new Label(
              EntityType.PHONE,
              "tel[ée]fono|tfno\\.?|tel\\.?|tlf\\.?|m[óo]vil|contacto|telephone|phone|mobile|contact|fax",
              "([+(]?\\d[\\d ().-]{4,18}\\d)"));

  private static final Pattern LABEL = labels();

  @Override
  public void find(String text, Consumer<Candidate> found) {
    Matcher label = LABEL.matcher(text);
    List<int[]> labels = new ArrayList<>();
    while (label.find()) {
      labels.add(new int[] {label.start(), label.end(), group(label)});
    }
    for (int i = 0; i < labels.size(); i++) {
      int from = labels.get(i)[1];
      int next = i + 1 < labels.size() ? labels.get(i + 1)[0] : text.length();
      value(text, from, end(text, from, next), LABELS.get(labels.get(i)[2]), found);
    }
  }

  private static void value(
      String text, int from, int end, Label label, Consumer<Candidate> found) {
    Matcher value = label.value().matcher(text).region(from, Math.max(from, end));
    if (value.lookingAt()) {
      int stop = value.end(1);
      while (stop > value.start(1) && " ,.;".indexOf(text.charAt(stop - 1)) >= 0) {
        stop--;
      }
      found.accept(new Candidate(value.start(1), stop, label.type(), "label@1"));
    }
  }

  private static int end(String text, int from, int next) {
    for (int i = from; i < next; i++) {
      if ("\n\r\t|\"".indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return next;
  }

  private static int group(Matcher label) {
    for (int i = 0; i < LABELS.size(); i++) {
      if (label.start(i + 1) >= 0) {
        return i;
      }
    }
    throw new IllegalStateException("a label always matches one group");
  }

  private static Pattern labels() {
    List<String> groups = LABELS.stream().map(label -> "(" + label.keys() + ")").toList();
    String any = "(?iu:" + String.join("|", groups) + ")";
    String capitals = "(?<=\\p{Lu}\\p{Lu})[ ](?=[^ :=])";
    return Pattern.compile(
        "(?<![\\p{L}\\d/@._-])"
            + any
            + "(?:[\"”]?[ \\t]*[:=][ \\t]*[\"“]?|[ ]*\\t[ \\t]*|"
            + capitals
            + ")");
  }
}
