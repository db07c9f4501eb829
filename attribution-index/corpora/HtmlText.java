import java.io.IOException;
import java.io.InputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/// The text of a page of HTML as a reader sees it: paragraphs apart by an empty line, preformatted
/// text as it stands, no navigation, forms or scripts.
final class HtmlText implements NodeVisitor {

  private static final String NOT_READ =
      "script, style, noscript, template, nav, header, footer, form, svg, [role=navigation],"
          + " .sphinxsidebar, .related, .navheader, .navfooter, .headerlink, .navigation";

  private final StringBuilder text = new StringBuilder();
  private int preformatted;

  private HtmlText() {}

  /// Reads a page in the charset it declares, or UTF-8.
  static String of(InputStream page) throws IOException {
    Document document = Jsoup.parse(page, null, "");
    document.select(NOT_READ).remove();
    HtmlText reader = new HtmlText();
    NodeTraversor.traverse(reader, document.body());
    return reader.text.toString();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode words) {
      append(words);
    } else if (node instanceof Element element) {
      separate(element);
      preformatted += element.normalName().equals("pre") ? 1 : 0;
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      preformatted -= element.normalName().equals("pre") ? 1 : 0;
      separate(element);
    }
  }

  private void append(TextNode words) {
    if (preformatted > 0) {
      text.append(words.getWholeText());
      return;
    }
    String line = words.text();
    boolean spaced = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
    text.append(spaced ? line.stripLeading() : line);
  }

  private void separate(Element element) {
    switch (element.normalName()) {
      case "br", "li", "tr", "dt", "dd" -> text.append('\n');
      case "td", "th" -> text.append(' ');
      default -> text.append(element.isBlock() ? "\n\n" : "");
    }
  }
}
