package org.datanet.curation.parser;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Safelist;

/// A page without anything that runs or loads.
///
/// @param removed names of the active things found: `script`, `onclick`, `javascript: link` …
record CleanPage(String html, List<String> removed) {

  private static final Set<String> ACTIVE =
      Set.of("script", "iframe", "frame", "object", "embed", "applet", "form", "base");
  private static final Safelist SAFE =
      Safelist.relaxed()
          .addTags("section", "article", "main", "header", "footer", "aside", "nav", "figure")
          .addTags("figcaption", "details", "summary", "address", "hr")
          .removeTags("img");

  static CleanPage of(String html) {
    Document page = Jsoup.parse(html);
    Set<String> removed = new LinkedHashSet<>();
    for (Element element : page.getAllElements()) {
      if (ACTIVE.contains(element.normalName())) {
        removed.add(element.normalName());
      }
      element.attributes().forEach(attribute -> addActive(attribute, removed));
    }
    page.select("title, script, style, template, noscript").remove();
    return new CleanPage(Jsoup.clean(page.body().html(), SAFE), List.copyOf(removed));
  }

  private static void addActive(Attribute attribute, Set<String> removed) {
    String name = attribute.getKey().toLowerCase(Locale.ROOT);
    String value = attribute.getValue().replaceAll("[\\p{Cntrl}\\s]", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("on")) {
      removed.add(name);
    } else if (value.startsWith("javascript:") || value.startsWith("vbscript:")) {
      removed.add("script link");
    } else if (value.startsWith("data:text/html")) {
      removed.add("data link");
    } else if (name.equals("http-equiv") && value.equals("refresh")) {
      removed.add("refresh");
    }
  }
}
