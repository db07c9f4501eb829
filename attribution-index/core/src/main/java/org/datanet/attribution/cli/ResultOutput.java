package org.datanet.attribution.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prints the result of a command: a table, or JSON.
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ResultOutput {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /// One line of a table.
  record Row(String name, Object value) {}

  /// @param value of the JSON
  /// @param table the same for people
  void print(Object value, List<Row> table) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      new Output(out).json(value);
      return;
    }
    int width = table.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    for (Row row : table) {
      out.println(row.name() + " ".repeat(width - row.name().length() + 2) + shown(row.value()));
    }
    out.flush();
  }

  private static String shown(Object value) {
    return value instanceof Number number && !(value instanceof Double)
        ? String.format("%,d", number.longValue())
        : value.toString();
  }
}
