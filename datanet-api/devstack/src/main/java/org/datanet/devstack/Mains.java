package org.datanet.devstack;

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

  /// Runs a program to its end on this terminal; returns its exit code.
  int run(String name, Map<String, String> properties, List<String> arguments) throws IOException {
    String main = names().getProperty(name);
    if (main == null || !has(name)) {
      throw new IOException("there is no program " + name + " yet");
    }
    int cut = main.indexOf('!');
    List<String> command =
        cut < 0
            ? own(main, properties, arguments)
            : inModule(main.substring(0, cut), main.substring(cut + 1), properties, arguments);
    return Command.foreground(
        command, workspace.root(), Map.of("JAVA_HOME", System.getProperty("java.home")));
  }

  private static List<String> own(
      String main, Map<String, String> properties, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", OwnJars.classPath(), main));
    command.addAll(arguments);
    return command;
  }

  private List<String> inModule(
      String module, String main, Map<String, String> properties, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("-q", "-f", module + "/pom.xml", "test-compile"));
    all.add("org.codehaus.mojo:exec-maven-plugin:3.5.1:java");
    all.add("-Dexec.mainClass=" + main);
    all.add("-Dexec.classpathScope=test");
    all.add("-Dexec.args=" + String.join(" ", arguments.stream().map(Mains::quoted).toList()));
    properties.forEach((key, value) -> all.add("-D" + key + "=" + value));
    return new Maven(workspace).command(all);
  }

  /// The plugin splits at white space outside of quotes; quotes of one kind protect the other.
  private static String quoted(String argument) {
    return '"' + argument.replace("\"", "\"'\"'\"") + '"';
  }

  private static Properties names() throws IOException {
    Properties names = new Properties();
    try (var in = Mains.class.getResourceAsStream("/mains.properties")) {
      names.load(in);
    }
    return names;
  }
}
