package org.datanet.anonymization;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads key–value pairs: a known label in Spanish or English, `:`, `=` or a tab (after a label in
/// capitals a blank will do), and the value up to the line end, a bar, a tab, a wide gap or the
/// next label. Labels are looked up backwards from the separator, so the time is linear.
final class LabelDetector implements Detector {

  private static final int LONGEST_LABEL = 40;
  private static final int LONGEST_VALUE = 120;
  private static final String ENDS = "\n\r\t|\"";
  private static final String TITLE =
      "(?:(?:Dra?|Mrs?|Ms|Miss|Sra?|Srta|D|Dª|Dña|Don|Doña|Prof)\\b\\.?ª?[ ]?)?+(?!(?:DE|DEL|LA|EL|AL)\\b)";

  private static final Value WHOLE_NAME =
      new Value(
          EntityType.NAME,
          TITLE + "(" + Words.PERSON_SURNAME_FIRST + "|" + Words.PERSON_IN_TEXT + ")");
  private static final Value SIGNATURE =
      new Value(EntityType.NAME, TITLE + "(" + Words.PERSON_IN_TEXT + ")");
  private static final Value DATE = new Value(EntityType.DATE, "(\\d[\\d ./-]{2,12}\\d)");
  private static final Value RECORD =
      new Value(EntityType.MRN, "((?:\\p{Lu}{1,4}[ -]?)?\\d[\\dA-Za-z/-]*+)");
  private static final Value IDENTITY =
      new Value(
          EntityType.NATIONAL_ID, "(\\p{Lu}{0,2}\\d[\\dA-Z]*+(?:[ .-]\\d[\\dA-Z]*+|-[A-Z]\\b)*+)");
  private static final Value ADDRESS = new Value(EntityType.ADDRESS, "(.*\\d.*)");
  private static final Value PHONE = new Value(EntityType.PHONE, "([+(]?\\d[\\d ().-]{4,18}\\d)");

  private static final Map<String, Value> LABELS = labels();

  /// What stands behind a label: its type and form; group 1 is the value.
  private record Value(EntityType type, Pattern form) {

    Value(EntityType type, String form) {
      this(type, Pattern.compile(form));
    }
  }

  private record Label(int start, int end, Value value) {}

  @Override
  public void find(Passage passage, Consumer<Candidate> found) {
    String text = passage.text();
    List<Label> labels = new ArrayList<>();
    for (int i = 1; passage.words() && i < text.length() - 1; i++) {
      Label label = isSeparator(text, i) ? before(text, i) : null;
      if (label != null) {
        labels.add(label);
      }
    }
    for (int i = 0; i < labels.size(); i++) {
      Label label = labels.get(i);
      int next = i + 1 < labels.size() ? labels.get(i + 1).start() : text.length();
      value(text, label, end(text, label.end(), next), found);
    }
  }

  private static boolean isSeparator(String text, int at) {
    return switch (text.charAt(at)) {
      case ':', '=', '\t' -> true;
      case ' ' ->
          at > 1
              && Character.isUpperCase(text.charAt(at - 1))
              && Character.isUpperCase(text.charAt(at - 2))
              && Character.isLetterOrDigit(text.charAt(at + 1));
      default -> false;
    };
  }

  /// The longest known label that ends at the separator.
  private static @Nullable Label before(String text, int separator) {
    int end = separator;
    while (end > 0 && " \"”".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    boolean blank = text.charAt(separator) == ' ';
    Label longest = null;
    for (int i = end - 1; i >= 0 && end - i <= LONGEST_LABEL; i--) {
      if ((ENDS + ":=").indexOf(text.charAt(i)) >= 0) {
        break;
      }
      if (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1))) {
        String key = text.substring(i, end);
        Value value = LABELS.get(Words.fold(key));
        if (value != null && (!blank || key.equals(key.toUpperCase(Locale.ROOT)))) {
          longest = new Label(i, skipBlanks(text, separator + 1), value);
        }
      }
    }
    return longest;
  }

  private static int skipBlanks(String text, int from) {
    int i = from;
    while (i < text.length() && " \t:=\"“".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }

  private static void value(String text, Label label, int end, Consumer<Candidate> found) {
    if (end <= label.end()) {
      return;
    }
    Matcher value = label.value().form().matcher(text).region(label.end(), end);
    if (value.lookingAt()) {
      int stop = value.end(1);
      while (stop > value.start(1) && " ,.;".indexOf(text.charAt(stop - 1)) >= 0) {
        stop--;
      }
      found.accept(new Candidate(value.start(1), stop, label.value().type(), "label@1"));
    }
  }

  private static int end(String text, int from, int next) {
    int limit = Math.min(next, from + LONGEST_VALUE);
    for (int i = from; i < limit; i++) {
      if (ENDS.indexOf(text.charAt(i)) >= 0 || text.startsWith("  ", i)) {
        return i;
      }
    }
    return limit;
  }

  private static Map<String, Value> labels() {
    Map<String, Value> labels = new HashMap<>();
    put(
        labels,
        WHOLE_NAME,
        "apellidos y nombre|nombre y apellidos|nombre completo|"
            + "nombre del paciente|nombre|apellidos|paciente|patient name|full name|"
            + "first name|last name|surname|patient|name|re|contacto familiar|"
            + "next of kin");
    put(labels, SIGNATURE, "médico|doctor|physician|firmado|fdo|fdo.|signed|signed by");
    put(
        labels,
        DATE,
        "fecha de nacimiento|f. nac.|f.nac.|nacido/a el|nacido el|nacida el|"
            + "date of birth|dob|d.o.b.|born");
    put(
        labels,
        RECORD,
        "nº historia|n.º historia|nº de historia|historia|historia clínica|"
            + "nº historia clínica|nhc|hospital no.|hospital no|hospital number|"
            + "medical record|medical record number|mrn|record|record no|record no.|"
            + "patient id");
    put(
        labels,
        IDENTITY,
        "dni/nie|dni|nie|nif|documento|identificación|nhs|nhs no|nhs no.|"
            + "nhs number|national no|national no.|national id|ssn|"
            + "social security number|social security no.|passport|passport no.|"
            + "pasaporte|id");
    put(labels, ADDRESS, "domicilio|dirección|home address|address");
    put(
        labels,
        PHONE,
        "teléfono|tfno|tfno.|tel|tel.|tlf|tlf.|móvil|contacto|telephone|phone|"
            + "mobile|contact|fax");
    return Map.copyOf(labels);
  }

  private static void put(Map<String, Value> labels, Value value, String keys) {
    for (String key : keys.split("\\|", -1)) {
      labels.put(Words.fold(key), value);
    }
  }
}
