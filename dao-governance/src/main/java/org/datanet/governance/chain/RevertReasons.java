package org.datanet.governance.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.datanet.kernel.Hash;

/// Turns revert data into the contract's own words, e.g. `Settlement_EpochExists(number=3)`: custom
/// errors of our ABIs, `Error(string)` and `Panic(uint256)`.
final class RevertReasons {

  private static final List<String> CONTRACTS =
      List.of(
          "AdapterRegistry",
          "AgentRegistry",
          "DatanetRegistry",
          "LicenceRegistry",
          "ModelRegistry",
          "OpenToken",
          "Settlement",
          "WrappedOpen");
  private static final String ERROR_STRING = "08c379a0";
  private static final String PANIC = "4e487b71";

  private record Parameter(String name, String type) {}

  private record CustomError(String name, List<Parameter> parameters) {}

  private final Map<String, CustomError> bySelector = new HashMap<>();

  RevertReasons() {
    CONTRACTS.forEach(this::load);
  }

  /// @param data revert data as `0x…`; may be empty
  String explain(String data) {
    if (data.length() < 10) {
      return "reverted without a reason";
    }
    String selector = data.substring(2, 10);
    Words words = new Words(HexFormat.of().parseHex(data, 10, data.length() - data.length() % 2));
    if (selector.equals(ERROR_STRING)) {
      int length = words.uint(1).intValueExact();
      return new String(words.bytes(), 64, length, StandardCharsets.UTF_8);
    }
    if (selector.equals(PANIC)) {
      return "Panic(0x" + words.uint(0).toString(16) + ")";
    }
    CustomError error = bySelector.get(selector);
    return error == null ? "unknown error 0x" + selector : text(error, words);
  }

  private static String text(CustomError error, Words words) {
    StringJoiner text = new StringJoiner(", ", error.name() + "(", ")");
    for (int i = 0; i < error.parameters().size() && i < words.count(); i++) {
      Parameter parameter = error.parameters().get(i);
      text.add(parameter.name() + "=" + value(parameter.type(), words, i));
    }
    return text.toString();
  }

  private static String value(String type, Words words, int word) {
    return switch (type) {
      case "address" -> words.address(word).hex();
      case "bytes32" -> words.hash(word).hex();
      case "bool" -> String.valueOf(words.bool(word));
      default -> words.uint(word).toString();
    };
  }

  private void load(String contract) {
    try (InputStream file =
        RevertReasons.class.getResourceAsStream("/contracts/" + contract + ".json")) {
      for (JsonNode entry : new ObjectMapper().readTree(file).path("abi")) {
        if (entry.path("type").asText().equals("error")) {
          add(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("contracts/" + contract + ".json cannot be read", e);
    }
  }

  private void add(JsonNode entry) {
    List<Parameter> parameters = new ArrayList<>();
    StringJoiner signature = new StringJoiner(",", entry.path("name").asText() + "(", ")");
    for (JsonNode input : entry.path("inputs")) {
      parameters.add(new Parameter(input.path("name").asText(), input.path("type").asText()));
      signature.add(input.path("type").asText());
    }
    byte[] name = signature.toString().getBytes(StandardCharsets.UTF_8);
    bySelector.put(
        Hash.keccak256(name).hex().substring(2, 10),
        new CustomError(entry.path("name").asText(), parameters));
  }
}
