package org.datanet.devstack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.datanet.devstack.build.Maven;
import org.datanet.devstack.process.Command;
import org.datanet.devstack.stack.OwnJars;

/// The programs behind `demo`, `bench NAME`, `eval NAME` and the end-to-end test, named in
/// `mains.properties`: either a class on the launcher's own class path, or `module!class` for one
/// on a module's test class path.
final class Mains {
  private final Workspace workspace;

  Mains(Workspace workspace) {
    this.workspace = workspace;
  }

  /// Whether there is a program of that name that can run now.
  boolean has(String name) throws IOException {
    String main = names().getProperty(name);
    if (main == null) {
      return false;
    }
    int cut = main.indexOf('!');
    return cut < 0
        ? onClassPath(main)
        : Files.exists(workspace.root().resolve(main.substring(0, cut)).resolve("pom.xml"));
  }

  private static boolean onClassPath(String main) {
    return Mains.class.getResource("/" + main.replace('.', '/') + ".class") != null;
  }

  List<String> known(String prefix) throws IOException {
    return names().stringPropertyNames().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .sorted()
        .toList();
  }

  /// Runs a program to its end, in a process of its own on this terminal and in the caller's
  /// folder; returns its exit code.
  int run(String name, Map<String, String> properties, List<String> arguments) throws IOException {
    String main = names().getProperty(name);
    if (main == null || !has(name)) {
      throw new IOException("there is no program " + name + " yet");
    }
    int cut = main.indexOf('!');
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.add("--enable-native-access=ALL-UNNAMED");
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    String classPath = cut < 0 ? OwnJars.classPath() : classPath(main.substring(0, cut));
    if (classPath.contains("jboss-logmanager")) { // says so where it is present, but not in charge
      command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    }
    command.add("-cp");
    command.add(classPath);
    command.add(main.substring(cut + 1));
    command.addAll(arguments);
    return Command.foreground(
        command,
        Path.of("").toAbsolutePath(),
        Map.of("JAVA_HOME", System.getProperty("java.home")));
  }

  /// A module's test class path, compiled with the modules it stands on. Each of them writes the
  /// file, the module itself last.
  private String classPath(String module) throws IOException {
    Path target = workspace.root().resolve(module).resolve("target");
    Path file = target.resolve("test-class-path.txt");
    List<String> output = new ArrayList<>();
    int code =
        new Maven(workspace)
            .run(
                List.of(
                    "-q",
                    "-pl",
                    module,
                    "-am",
                    "test-compile",
                    Maven.DEPENDENCY_PLUGIN + ":build-classpath",
                    "-Dmdep.includeScope=test",
                    "-Dmdep.outputFile=" + file),
                output::add);
    if (code != 0) {
      throw new IOException(
          "Maven could not compile " + module + ":\n" + String.join("\n", output));
    }
    return String.join(
        File.pathSeparator,
        target.resolve("test-classes").toString(),
        target.resolve("classes").toString(),
        Files.readString(file).strip());
  }

  private static Properties names() throws IOException {
    Properties names = new Properties();
    try (var in = Mains.class.getResourceAsStream("/mains.properties")) {
      names.load(in);
    }
    return names;
  }
}
