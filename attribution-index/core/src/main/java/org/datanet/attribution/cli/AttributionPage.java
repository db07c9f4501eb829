package org.datanet.attribution.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datanet.attribution.corpus.ContributorNames;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.ContributorShare;
import org.datanet.attribution.shares.Span;
import org.datanet.attribution.shares.SpanKind;
import org.datanet.attribution.shares.SpanRecord;

/// An attribution as one HTML page without outside resources: the answer with its spans coloured by
/// bits a word, the shares as bars, and a table of the spans. Works without scripts; every text
/// that comes from data is escaped.
final class AttributionPage {

  private static final Pattern PLACE = Pattern.compile("<!-- ([a-z]+) -->");
  private static final int LEVELS = 5;
  private static final double LEAST_BITS = 4;
  private static final double BITS_PER_LEVEL = 2;

  private final String answer;
  private final Attribution attribution;
  private final ContributorNames names;

  AttributionPage(String answer, Attribution attribution, ContributorNames names) {
    this.answer = answer;
    this.attribution = attribution;
    this.names = names;
  }

  String html() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            AttributionPage.class.getResourceAsStream("attribution-page.html"))) {
      return PLACE
          .matcher(new String(in.readAllBytes(), UTF_8))
          .replaceAll(place -> Matcher.quoteReplacement(content(place.group(1))));
    }
  }

  private String content(String place) {
    return switch (place) {
      case "summary" -> summary();
      case "answer" -> marked();
      case "shares" -> shares();
      case "spans" -> spans();
      default -> throw new IllegalStateException("no such place in the page: " + place);
    };
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%,d words, %,.0f bits. %s of it comes from %d contributor%s; %s is unattributed."
            + " Method %s.",
        attribution.answerWords(),
        attribution.answerMillibits() / 1000.0,
        percent(1_000_000 - attribution.unattributedPpm()),
        attribution.shares().size(),
        attribution.shares().size() == 1 ? "" : "s",
        percent(attribution.unattributedPpm()),
        escaped(attribution.method()));
  }

  private static String percent(long ppm) {
    return String.format(Locale.ROOT, "%.2f&#8239;%%", ppm / 10_000.0);
  }

  /// The answer cut wherever a span starts or ends, each part linked to its best span.
  private String marked() {
    SortedSet<Integer> cuts = new TreeSet<>(List.of(0, answer.length()));
    for (Span span : attribution.spans()) {
      cuts.add(span.start());
      cuts.add(span.end());
    }
    List<Integer> ends = List.copyOf(cuts);
    StringBuilder html = new StringBuilder();
    for (int i = 0; i + 1 < ends.size(); i++) {
      html.append(part(ends.get(i), ends.get(i + 1)));
    }
    return html.toString();
  }

  private String part(int from, int to) {
    String text = escaped(answer.substring(from, to));
    List<Span> all = attribution.spans();
    List<Integer> covering = new ArrayList<>();
    for (int s = 0; s < all.size(); s++) {
      if (all.get(s).start() <= from && to <= all.get(s).end()) {
        covering.add(s);
      }
    }
    if (covering.isEmpty()) {
      return text;
    }
    int best =
        covering.stream()
            .max(
                Comparator.comparingLong((Integer s) -> all.get(s).creditedMillibits())
                    .thenComparing(s -> all.get(s).weightMillibits()))
            .orElseThrow();
    return String.format(
        "<a class=\"%s\" href=\"#span-%d\" aria-describedby=\"span-%2$d\" data-details=\"%s\">%s</a>",
        style(all.get(best)), best + 1, details(all.get(best)), text);
  }

  private static String style(Span span) {
    if (span.kind() == SpanKind.BOILERPLATE) {
      return "boilerplate";
    }
    int level = 1 + (int) Math.max(0, (bitsPerWord(span) - LEAST_BITS) / BITS_PER_LEVEL);
    return "level" + Math.min(LEVELS, level) + (span.creditedMillibits() == 0 ? " unpaid" : "");
  }

  private static double bitsPerWord(Span span) {
    return span.weightMillibits() / 1000.0 / Math.max(1, span.words());
  }

  private String details(Span span) {
    String who =
        span.records().stream()
            .filter(record -> record.creditPpm() > 0)
            .map(record -> names.nameOf(record.contributor()))
            .distinct()
            .reduce((a, b) -> a + ", " + b)
            .orElse("nobody is paid");
    return escaped(
        String.format(
            Locale.ROOT, "%d words, %.1f bits a word: %s", span.words(), bitsPerWord(span), who));
  }

  private String shares() {
    StringBuilder html = new StringBuilder();
    for (ContributorShare share :
        attribution.shares().stream()
            .sorted(Comparator.comparingInt(ContributorShare::ppm).reversed())
            .toList()) {
      html.append(bar(names.nameOf(share.contributor()), share.contributor().hex(), share.ppm()));
    }
    return html.append(bar("unattributed", "", attribution.unattributedPpm())).toString();
  }

  private static String bar(String name, String account, int ppm) {
    return String.format(
        Locale.ROOT,
        "<tr><th scope=\"row\"><bdi>%s</bdi><small>%s</small></th><td class=\"bar%s\">"
            + "<i style=\"width:%.3f%%\"></i></td><td class=\"number\">%s</td></tr>%n",
        escaped(name),
        name.equals(account) ? "" : account,
        account.isEmpty() ? " rest" : "",
        ppm / 10_000.0,
        percent(ppm));
  }

  private String spans() {
    StringBuilder html = new StringBuilder();
    for (int s = 0; s < attribution.spans().size(); s++) {
      Span span = attribution.spans().get(s);
      html.append(
          String.format(
              Locale.ROOT,
              "<tr id=\"span-%d\"><td class=\"number\">%d</td><td><span class=\"%s\">%s</span></td>"
                  + "<td class=\"number\">%d</td><td class=\"number\">%.1f</td>"
                  + "<td class=\"number\">%s</td><td class=\"number\">%,d</td><td>%s</td></tr>%n",
              s + 1,
              s + 1,
              style(span),
              escaped(answer.substring(span.start(), span.end())),
              span.words(),
              bitsPerWord(span),
              percent(span.creditedMillibits() * 1_000_000 / attribution.answerMillibits()),
              span.documents(),
              records(span)));
    }
    return html.toString();
  }

  private String records(Span span) {
    if (span.kind() == SpanKind.BOILERPLATE) {
      return "in so many sources that nobody is paid";
    }
    StringBuilder html = new StringBuilder("<ul>");
    for (SpanRecord record : span.records()) {
      html.append(
          String.format(
              "<li><bdi>%s</bdi> %s<small>%s</small></li>",
              escaped(names.nameOf(record.contributor())),
              record.creditPpm() == 0 ? "later copy" : percent(record.creditPpm()),
              record.recordId()));
    }
    return html.append("</ul>").toString();
  }

  /// Text as HTML; control characters, which a page may not hold or which turn its direction, are
  /// shown as U+FFFD.
  private static String escaped(String text) {
    StringBuilder html = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            default -> html.appendCodePoint(isUnsafe(c) ? 0xfffd : c);
          }
        });
    return html.toString();
  }

  private static boolean isUnsafe(int c) {
    boolean turns = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return turns || lone || Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
  }
}
