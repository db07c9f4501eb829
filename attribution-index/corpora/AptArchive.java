import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Debian's package archive through apt, which checks signatures and hashes; needs no root.
final class AptArchive {

  private AptArchive() {}

  /// The version that apt would install of each wanted package, in the order of the list: the first
  /// known name of each line; lines that this release does not know are left out.
  static List<DebianPackage> candidates(List<List<String>> wanted)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("apt-cache", "show", "--no-all-versions"));
    wanted.forEach(command::addAll);
    Map<String, DebianPackage> known = new HashMap<>();
    for (String stanza : run(Path.of("."), command).output().split("\n\n")) {
      DebianPackage found =
          new DebianPackage(
              field(stanza, "Package"), field(stanza, "Version"), field(stanza, "SHA256"));
      if (!found.sha256().isEmpty()) {
        known.put(found.name(), found);
      }
    }
    List<DebianPackage> candidates =
        wanted.stream()
            .flatMap(names -> names.stream().filter(known::containsKey).limit(1))
            .map(known::get)
            .toList();
    if (candidates.isEmpty()) {
      throw new CorpusException(
          "apt knows none of the "
              + wanted.size()
              + " packages: run 'apt-get update' as root, with a network, and try again");
    }
    return candidates;
  }

  private static String field(String stanza, String name) {
    return stanza
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .findFirst()
        .map(line -> line.substring(name.length() + 2))
        .orElse("");
  }

  /// Fetches a package and unpacks its files into an empty folder.
  static void unpack(DebianPackage wanted, Path folder) throws IOException, InterruptedException {
    DebianDocs.delete(folder);
    Files.createDirectories(folder);
    Result fetched =
        run(
            folder,
            List.of(
                "apt-get",
                "-qq",
                "-o",
                "APT::Sandbox::User=root",
                "download",
                wanted.name() + "=" + wanted.version()));
    if (fetched.status() != 0) {
      throw new CorpusException(
          "apt-get cannot fetch "
              + wanted.name()
              + ": "
              + fetched.output().strip()
              + "\n"
              + "Check the network, run 'apt-get update' as root, and start again: what was read is"
              + " kept.");
    }
    Path deb;
    try (Stream<Path> files = Files.list(folder)) {
      deb = files.filter(file -> file.toString().endsWith(".deb")).findFirst().orElseThrow();
    }
    Result unpacked =
        run(folder, List.of("dpkg-deb", "-x", deb.toString(), folder.resolve("files").toString()));
    if (unpacked.status() != 0) {
      throw new CorpusException(
          "dpkg-deb cannot unpack " + deb.getFileName() + ": " + unpacked.output().strip());
    }
    Files.delete(deb);
  }

  private record Result(int status, String output) {}

  private static Result run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), output);
  }
}
