package org.datanet.curation.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Collects the blocks of text of the XHTML events Tika sends; cells of a table row are joined by `
/// | `. Text of the head is left out. At most 20,000,000 characters.
final class Paragraphs extends DefaultHandler {

  /// The file holds more text than allowed.
  static final class TooLongException extends SAXException {
    private static final long serialVersionUID = 1;

    TooLongException() {
      super("more than " + MOST_CHARACTERS + " characters");
    }
  }

  private static final int MOST_CHARACTERS = 20_000_000;
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "li",
          "tr",
          "blockquote",
          "pre",
          "section",
          "article",
          "main",
          "header",
          "footer",
          "aside",
          "nav",
          "figure",
          "figcaption",
          "details",
          "summary",
          "address",
          "dt",
          "dd",
          "table",
          "ul",
          "ol",
          "body",
          "hr",
          "caption");

  private final List<String> texts = new ArrayList<>();
  private final StringBuilder block = new StringBuilder();
  private int characters;
  private boolean inHead;
  private int cells;

  List<String> texts() {
    flush();
    return List.copyOf(texts);
  }

  @Override
  public void startElement(String uri, String local, String qualified, Attributes attributes) {
    String name = local.toLowerCase(Locale.ROOT);
    inHead |= name.equals("head");
    cells += cell(name) ? 1 : 0;
    if (BLOCKS.contains(name)) {
      flush();
    } else if (name.equals("br")) {
      block.append('\n');
    }
  }

  @Override
  public void endElement(String uri, String local, String qualified) {
    String name = local.toLowerCase(Locale.ROOT);
    inHead &= !name.equals("head");
    cells -= cell(name) ? 1 : 0;
    if (BLOCKS.contains(name)) {
      flush();
    } else if (cell(name)) {
      block.append(" | ");
    }
  }

  @Override
  public void characters(char[] text, int start, int length) throws SAXException {
    characters += length;
    if (characters > MOST_CHARACTERS) {
      throw new TooLongException();
    }
    if (!inHead) {
      block.append(text, start, length);
    }
  }

  @Override
  public void ignorableWhitespace(char[] text, int start, int length) throws SAXException {
    characters(text, start, length);
  }

  private static boolean cell(String name) {
    return name.equals("td") || name.equals("th");
  }

  /// Ends a block; inside a table's cell blocks only become blanks, so that a row stays together.
  private void flush() {
    if (cells > 0) {
      block.append(' ');
      return;
    }
    String text = block.toString().strip();
    text = text.endsWith(" |") ? text.substring(0, text.length() - 2).strip() : text;
    if (!text.isEmpty()) {
      texts.add(text);
    }
    block.setLength(0);
  }
}
