package org.datanet.anonymization;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.datanet.kernel.ProblemException;

/// What to look for and what to do with it. A changed policy gets a new version.
///
/// @param wide whether to read context too: labels, titles, addresses, organisations, and bare runs
///   of digits; without it only patterns that carry their own proof count, and prose stays whole
/// @param operators the operator for each type looked for; other types are left alone
public record AnonymisationPolicy(
    String name, int version, boolean wide, Map<EntityType, Operator> operators) {

  private static final List<String> PRESETS = List.of("clinical", "iot", "literature");

  public AnonymisationPolicy {
    operators = operators.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(operators));
  }

  /// Names of the policies that come with the program, in alphabetical order.
  public static List<String> presets() {
    return PRESETS;
  }

  /// A policy that comes with the program.
  ///
  /// @throws ProblemException `privacy-preset-unknown`, naming those that exist
  public static AnonymisationPolicy preset(String name) {
    if (!PRESETS.contains(name)) {
      throw new ProblemException(
          AnonymizationProblem.PRESET_UNKNOWN,
          "There is no privacy preset '"
              + name
              + "'; choose one of: "
              + String.join(", ", PRESETS)
              + ".",
          List.of(
              new ProblemException.FieldError(
                  "privacyPreset", "must be one of: " + String.join(", ", PRESETS))));
    }
    return Objects.requireNonNull(Loaded.BY_NAME.get(name));
  }

  /// The presets, read once when first asked for.
  private static final class Loaded {

    private static final Map<String, AnonymisationPolicy> BY_NAME =
        PRESETS.stream().collect(Collectors.toUnmodifiableMap(name -> name, Loaded::read));

    private static AnonymisationPolicy read(String name) {
      try (InputStream in =
          Objects.requireNonNull(
              AnonymisationPolicy.class.getResourceAsStream("preset/" + name + ".json"))) {
        return new ObjectMapper().readValue(in, AnonymisationPolicy.class);
      } catch (IOException e) {
        throw new UncheckedIOException("the preset " + name + " is not readable", e);
      }
    }
  }

  /// Name and version, e.g. `clinical@1`.
  public String id() {
    return name + "@" + version;
  }
}
