import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A file of a package that holds a document: a page of HTML, or plain text (text, Markdown,
/// reStructuredText, Info); both also compressed by gzip.
record DocumentFile(Path path, boolean html) {

  private static final Pattern HTML = Pattern.compile("(?i).*\\.x?html?(\\.gz)?");
  private static final Pattern PLAIN =
      Pattern.compile("(?i).*\\.(txt|md|rst|info(-\\d+)?)(\\.gz)?");

  /// Change logs, licences, indexes, listings and what generators copy beside their pages.
  private static final Pattern NO_DOCUMENT =
      Pattern.compile(
          "(?i).*(changelog|changes|copyright|licen[cs]e|/news|genindex|/search|-members\\.html"
              + "|_8h|_8hpp|_source\\.html|/_sources/|/_modules/|/src/).*");

  private static final int LARGEST_BYTES = 64 << 20;

  /// The documents under a folder, sorted by path. Packages that hold the same documents both as
  /// pages and as plain text give the kind they have more files of.
  static List<DocumentFile> under(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> paths = Files.walk(folder)) {
      files = paths.filter(path -> candidate(path, folder.relativize(path))).sorted().toList();
    }
    List<DocumentFile> pages = matching(files, HTML, true);
    List<DocumentFile> plain = matching(files, PLAIN, false);
    return pages.size() >= plain.size() ? pages : plain;
  }

  private static boolean candidate(Path path, Path inPackage) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        && !NO_DOCUMENT.matcher(inPackage.toString()).matches();
  }

  private static List<DocumentFile> matching(List<Path> files, Pattern pattern, boolean html) {
    return files.stream()
        .filter(file -> pattern.matcher(file.toString()).matches())
        .map(file -> new DocumentFile(file, html))
        .toList();
  }

  /// The document's text; empty when its characters cannot be told for certain or it is larger than
  /// 64 MiB.
  String text() throws IOException {
    byte[] bytes;
    try (InputStream in = open()) {
      bytes = in.readNBytes(LARGEST_BYTES + 1);
    } catch (ZipException | EOFException damaged) {
      return "";
    }
    if (bytes.length > LARGEST_BYTES) {
      return "";
    }
    String text = html ? HtmlText.of(new ByteArrayInputStream(bytes)) : utf8(bytes);
    return text.indexOf('\uFFFD') >= 0 || text.indexOf('\0') >= 0 ? "" : text;
  }

  private InputStream open() throws IOException {
    InputStream file = Files.newInputStream(path);
    return path.toString().endsWith(".gz") ? new GZIPInputStream(file, 1 << 16) : file;
  }

  private static String utf8(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException otherCharset) {
      return "";
    }
  }
}
