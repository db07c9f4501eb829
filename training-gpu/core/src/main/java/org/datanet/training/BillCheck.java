package org.datanet.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks an adapter's bill of materials against the files themselves, without asking anybody.
///
/// `main`: adapter folder and, optionally, the base model's folder or file; prints one line a file
/// and ends with 0 only if all agree.
public final class BillCheck {

  private BillCheck() {}

  /// One file of the bill.
  ///
  /// @param found its hash here; null where the file is missing
  public record Line(String file, String stated, @Nullable String found) {

    public boolean agrees() {
      return stated.equals(found);
    }
  }

  /// Compares every file of the adapter, and of the base model where it is given.
  ///
  /// @throws IllegalArgumentException when the folder holds no bill
  public static List<Line> of(Path adapter, @Nullable Path base) {
    JsonNode bill = read(adapter.resolve(BillOfMaterials.FILE));
    List<Line> lines = new ArrayList<>();
    compare(bill.at("/metadata/component"), adapter, lines);
    if (base != null) {
      for (JsonNode component : bill.path("components")) {
        if (component.path("type").asText().equals("machine-learning-model")) {
          compare(component, base, lines);
        }
      }
    }
    return lines;
  }

  private static JsonNode read(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "There is no readable " + file.getFileName() + " in the adapter's folder.", e);
    }
  }

  private static void compare(JsonNode component, Path place, List<Line> lines) {
    for (JsonNode file : component.path("components")) {
      String name = Path.of(file.path("name").asText()).getFileName().toString();
      Path own = Files.isRegularFile(place) ? place : place.resolve(name);
      String found =
          Files.isRegularFile(own) ? BillOfMaterials.plain(ModelFolder.sha256(own)) : null;
      lines.add(new Line(name, file.at("/hashes/0/content").asText(), found));
    }
  }

  public static void main(String[] arguments) {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("arguments: <adapter folder> [<base model>]");
      System.exit(2);
    }
    List<Line> lines =
        of(Path.of(arguments[0]), arguments.length > 1 ? Path.of(arguments[1]) : null);
    for (Line line : lines) {
      String verdict = line.agrees() ? "agrees" : line.found() == null ? "MISSING" : "DIFFERS";
      System.out.printf("%-8s %s %s%n", verdict, line.stated(), line.file());
    }
    System.exit(!lines.isEmpty() && lines.stream().allMatch(Line::agrees) ? 0 : 1);
  }
}
