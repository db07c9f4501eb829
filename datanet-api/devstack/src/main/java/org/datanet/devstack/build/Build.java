package org.datanet.devstack.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.stack.Trees;

/// Builds what is not built: the contracts' tools, the portal, the Java modules, in this order
/// because the app packs the portal. A part is built again when the names, sizes or times of its
/// sources changed since its last good build.
public final class Build {
  private static final Set<String> NOT_SOURCES = Set.of("target", "node_modules", "dist", ".git");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private final Workspace workspace;
  private final BuildProgress progress;

  public Build(Workspace workspace, BuildProgress progress) {
    this.workspace = workspace;
    this.progress = progress;
  }

  /// Everything a running stack needs.
  public void all() throws IOException {
    packages("contracts");
    portal();
    java();
  }

  /// The npm packages of a folder, exactly as locked, without running their scripts.
  public void packages(String folder) throws IOException {
    Path lock = workspace.root().resolve(folder + "/package-lock.json");
    if (!Files.exists(lock)) {
      progress.skipped(folder, "has no package-lock.json");
      return;
    }
    Stamp stamp = stamp(folder + "-packages");
    String sources = Files.readString(lock);
    boolean here = Files.isDirectory(lock.resolveSibling("node_modules"));
    if (!here || !stamp.matches(sources)) {
      npm(folder, "packages", List.of("ci", "--ignore-scripts", "--no-audit", "--no-fund"));
      stamp.write(sources);
    }
  }

  public void portal() throws IOException {
    String folder = "datanet-api/portal";
    packages(folder);
    Path sources = workspace.root().resolve(folder);
    if (!Files.exists(sources.resolve("package-lock.json"))) {
      return;
    }
    Stamp stamp = stamp("portal");
    String listing = Trees.listing(sources, NOT_SOURCES);
    if (!Files.isDirectory(sources.resolve("dist")) || !stamp.matches(listing)) {
      npm(folder, "build", List.of("run", "build"));
      stamp.write(listing);
    }
  }

  private void npm(String folder, String what, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("npm"));
    command.addAll(arguments);
    new LoggedCommand(workspace, folder.replace('/', '-') + "-" + what, progress)
        .run(folder + " " + what, command, workspace.root().resolve(folder));
  }

  /// All modules of the root pom, installed, tests not run.
  public void java() throws IOException {
    String pom = Files.readString(workspace.root().resolve("pom.xml"));
    List<String> modules = MODULE.matcher(pom).results().map(found -> found.group(1)).toList();
    for (String module : modules) {
      if (!Files.exists(workspace.root().resolve(module).resolve("pom.xml"))) {
        progress.skipped("Java modules", module + " has no pom.xml yet");
        return;
      }
    }
    Stamp stamp = stamp("java");
    String sources = javaSources(pom, modules);
    if (Files.exists(workspace.appTarget().resolve("quarkus-run.jar")) && stamp.matches(sources)) {
      return;
    }
    new LoggedCommand(workspace, "java", progress)
        .run(
            "Java modules",
            new Maven(workspace).command(List.of("install", "-DskipTests")),
            workspace.root());
    stamp.write(sources);
  }

  private String javaSources(String pom, List<String> modules) throws IOException {
    StringBuilder all = new StringBuilder(pom);
    for (String module : modules) {
      all.append(Trees.listing(workspace.root().resolve(module), NOT_SOURCES));
    }
    Path dist = workspace.root().resolve("datanet-api/portal/dist");
    if (Files.isDirectory(dist)) {
      all.append(Trees.listing(dist, Set.of()));
    }
    return all.toString();
  }

  private Stamp stamp(String name) {
    return new Stamp(workspace.builds().resolve(name.replace('/', '-') + ".stamp"));
  }
}
