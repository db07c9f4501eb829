package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who may call which endpoint, as written down in `roles.csv`.
record RoleTable(List<Row> rows) {

  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "delete", "patch", "head", "options");

  /// An endpoint; `roles` may hold `anyone` or `signed-in`.
  record Row(String method, String path, Set<String> roles) {

    String name() {
      return method + " " + path;
    }

    boolean open() {
      return roles.contains("anyone");
    }

    boolean allows(String role) {
      return open() || roles.contains("signed-in") || roles.contains(role);
    }

    /// The path with something that does not exist in place of each parameter.
    String somewhere() {
      return path.replace("{hash}", "0x" + "ab".repeat(32))
          .replace("{index}", "987654321")
          .replace("{number}", "987654321")
          .replaceAll("\\{[^}]+}", "0199aaaa-0000-7000-8000-00000000dead");
    }
  }

  static RoleTable read() {
    try (InputStream in =
        Objects.requireNonNull(RoleTable.class.getResourceAsStream("/roles.csv"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new RoleTable(
          text.lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(RoleTable::row)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String line) {
    List<String> cells = Arrays.asList(line.split(","));
    Set<String> roles = Arrays.stream(cells.get(2).split(" ")).collect(Collectors.toSet());
    return new Row(cells.get(0), cells.get(1), roles);
  }

  Set<String> names() {
    return rows.stream().map(Row::name).collect(Collectors.toCollection(TreeSet::new));
  }

  /// Method and path of every operation of an OpenAPI document.
  static Set<String> operations(JsonNode openApi) {
    Set<String> names = new TreeSet<>();
    openApi
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation ->
                    names.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return names;
  }
}
