import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// The corpus under construction: `FILE.bin` with the pieces' text one after the other, `FILE.tsv`
/// with a row `offset<TAB>bytes<TAB>package` for each, `FILE.manifest.tsv` with what it was made
/// from. They get their names when they are whole.
final class CorpusFiles implements AutoCloseable {

  /// No package makes more than this part of a corpus.
  private static final int SHARES = 40;

  private static final List<String> SUFFIXES = List.of("bin", "tsv", "manifest.tsv");

  private static final double MEGABYTE = 1e6;

  private final String out;
  private final long wanted;
  private final Set<String> seen = new HashSet<>();
  private final StringBuilder manifest =
      new StringBuilder("package\tversion\tdeb_sha256\tpieces\tbytes\n");
  private final MessageDigest binDigest = PackageText.sha256();
  private final MessageDigest tsvDigest = PackageText.sha256();
  private final OutputStream bin;
  private final OutputStream tsv;
  private long size;
  private int packages;

  /// @param wanted the corpus' size in bytes; it ends with the last piece that does not go beyond
  ///   it
  CorpusFiles(String out, long wanted) throws IOException {
    this.out = out;
    this.wanted = wanted;
    Path parent = Path.of(out).toAbsolutePath().getParent();
    Files.createDirectories(parent);
    this.bin = stream("bin", binDigest);
    this.tsv = stream("tsv", tsvDigest);
  }

  private OutputStream stream(String suffix, MessageDigest digest) throws IOException {
    OutputStream file = Files.newOutputStream(part(suffix));
    return new BufferedOutputStream(new DigestOutputStream(file, digest), 1 << 20);
  }

  private Path part(String suffix) {
    return Path.of(out + "." + suffix + ".part");
  }

  boolean full() {
    return wanted - size < Pieces.LARGEST;
  }

  /// Adds the package's pieces that no package before it had, up to its share; returns a line on
  /// the progress.
  String add(DebianPackage source, PackageText text) throws IOException {
    long before = size;
    long limit = Math.min(wanted, size + wanted / SHARES);
    int added = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(text.bin()), 1 << 20)) {
      for (PackageText.Piece piece : text.pieces()) {
        byte[] bytes = in.readNBytes(piece.bytes());
        if (size + bytes.length <= limit && seen.add(piece.sha256())) {
          append(bytes, source.name());
          added++;
        }
      }
    }
    packages += added > 0 ? 1 : 0;
    manifest.append(
        "%s\t%s\t%s\t%d\t%d%n"
            .formatted(source.name(), source.version(), source.sha256(), added, size - before));
    return "%8.1f of %.1f MB  %s %s: %d pieces, %.1f MB"
        .formatted(
            size / MEGABYTE,
            wanted / MEGABYTE,
            source.name(),
            source.version(),
            added,
            (size - before) / MEGABYTE);
  }

  private void append(byte[] piece, String contributor) throws IOException {
    tsv.write((size + "\t" + piece.length + "\t" + contributor + "\n").getBytes(UTF_8));
    bin.write(piece);
    size += piece.length;
  }

  /// Publishes the three files; returns a summary.
  ///
  /// @throws CorpusException when all packages together hold too little text
  String finish() throws IOException {
    if (!full()) {
      throw new CorpusException(
          String.format(
              "the packages of the list hold only %.1f of %.1f MB within their shares: add packages"
                  + " to packages.txt",
              size / MEGABYTE, wanted / MEGABYTE));
    }
    bin.close();
    tsv.close();
    Files.writeString(part("manifest.tsv"), manifest);
    for (String suffix : SUFFIXES) {
      Files.move(part(suffix), Path.of(out + "." + suffix), StandardCopyOption.REPLACE_EXISTING);
    }
    return String.format(
        "%s.bin %d bytes, sha256 %s%n%s.tsv %d pieces of %d packages, sha256 %s",
        out, size, hex(binDigest), out, seen.size(), packages, hex(tsvDigest));
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    bin.close();
    tsv.close();
    for (String suffix : SUFFIXES) {
      Files.deleteIfExists(part(suffix));
    }
  }
}
