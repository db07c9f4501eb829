import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// The distinct pieces of a package's documents, kept in two files of the cache: `.bin` holds their
/// text one after the other, `.tsv` a row `bytes<TAB>sha256` for each.
record PackageText(Path bin, List<Piece> pieces) {

  /// So much of a package is read; a share of a corpus beyond it does not exist.
  private static final long LARGEST_BYTES = 64_000_000;

  /// A piece by its length in UTF-8 bytes and the SHA-256 (hex) of them.
  record Piece(int bytes, String sha256) {}

  /// Takes the text from the cache, or fetches and reads the package.
  static PackageText of(DebianPackage source, Path cache) throws IOException, InterruptedException {
    Path bin = cache.resolve(source.fileName() + ".bin");
    Path tsv = cache.resolve(source.fileName() + ".tsv");
    if (!Files.exists(tsv)) {
      Path folder = cache.resolve("unpacked");
      AptArchive.unpack(source, folder);
      read(folder, bin, tsv);
      DebianDocs.delete(folder);
    }
    List<Piece> pieces = new ArrayList<>();
    for (String row : Files.readAllLines(tsv)) {
      int tab = row.indexOf('\t');
      pieces.add(new Piece(Integer.parseInt(row, 0, tab, 10), row.substring(tab + 1)));
    }
    return new PackageText(bin, pieces);
  }

  /// Writes the pieces beside the folder and moves the files to their names when they are whole,
  /// the table last.
  private static void read(Path folder, Path bin, Path tsv) throws IOException {
    Path text = folder.resolve("text");
    StringBuilder rows = new StringBuilder();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(text), 1 << 20)) {
      append(DocumentFile.under(folder.resolve("files")), out, rows);
    }
    Path table = Files.writeString(folder.resolve("table"), rows);
    Files.move(text, bin, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    Files.move(table, tsv, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void append(List<DocumentFile> documents, OutputStream out, StringBuilder rows)
      throws IOException {
    Set<String> seen = new HashSet<>();
    long bytes = 0;
    for (DocumentFile document : documents) {
      for (byte[] piece : Pieces.of(document.text())) {
        String sha256 = HexFormat.of().formatHex(sha256().digest(piece));
        if (bytes < LARGEST_BYTES && seen.add(sha256)) {
          out.write(piece);
          rows.append(piece.length).append('\t').append(sha256).append('\n');
          bytes += piece.length;
        }
      }
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
