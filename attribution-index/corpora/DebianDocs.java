import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Makes a corpus of real, distinct documents: `--packages LIST --cache DIR --megabytes N --out
/// FILE`. README.md describes what comes out.
final class DebianDocs {

  private static final Set<String> OPTIONS =
      Set.of("--packages", "--cache", "--megabytes", "--out");
  private static final int MEGABYTE = 1_000_000;

  private DebianDocs() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    try {
      run(options(arguments));
    } catch (CorpusException e) {
      fail(e.getMessage());
    } catch (IOException e) {
      fail(e.getClass().getSimpleName() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      fail("stopped");
    }
  }

  private static void fail(String sentence) {
    System.err.println("debian-docs: " + sentence);
    System.exit(1);
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
        throw new CorpusException(
            "use: debian-docs --megabytes N --out FILE (at " + arguments[i] + ")");
      }
      options.put(arguments[i], arguments[i + 1]);
    }
    if (!options.keySet().containsAll(OPTIONS)) {
      throw new CorpusException("use: debian-docs --megabytes N --out FILE");
    }
    return options;
  }

  private static void run(Map<String, String> options) throws IOException, InterruptedException {
    long bytes = megabytes(options.get("--megabytes")) * MEGABYTE;
    Path cache = Path.of(options.get("--cache")).toAbsolutePath();
    List<List<String>> wanted = packages(Path.of(options.get("--packages")));
    try (FileChannel lock = FileChannel.open(cache.resolve("lock"), CREATE, WRITE)) {
      if (lock.tryLock() == null) {
        throw new CorpusException("another run is using " + cache + ": wait until it has ended");
      }
      try (CorpusFiles corpus = new CorpusFiles(options.get("--out"), bytes)) {
        fill(corpus, AptArchive.candidates(wanted), cache);
        System.out.println(corpus.finish());
      }
    }
  }

  private static void fill(CorpusFiles corpus, List<DebianPackage> packages, Path cache)
      throws IOException, InterruptedException {
    for (DebianPackage next : packages) {
      if (corpus.full()) {
        return;
      }
      System.err.println(corpus.add(next, PackageText.of(next, cache)));
    }
  }

  private static long megabytes(String value) {
    if (!value.matches("[1-9][0-9]{1,4}")) {
      throw new CorpusException(
          "--megabytes is " + value + "; give a whole number from 10 to 99999");
    }
    return Long.parseLong(value);
  }

  /// One element per line of the list: a package's name, then names it had in other releases of
  /// Debian.
  private static List<List<String>> packages(Path list) throws IOException {
    List<List<String>> packages = new ArrayList<>();
    for (String line : Files.readAllLines(list)) {
      String names = line.replaceFirst("#.*", "").strip();
      if (!names.isEmpty()) {
        packages.add(List.of(names.split("\\s+")));
      }
    }
    return packages;
  }

  /// Deletes a folder with all that it holds; a missing one is no error.
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
