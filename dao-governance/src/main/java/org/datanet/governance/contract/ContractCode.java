package org.datanet.governance.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;

/// What is sent to create a contract, and where it will live. Contracts are created through the
/// deterministic deployment proxy (a preinstall of OP-Stack chains): the address follows from the
/// code and arguments alone (EIP-1014), so that creating one twice cannot happen.
record ContractCode(String initCode) {

  static final Address PROXY = Address.of("0x4e59b44847b379578588920ca78fbf26c0b4956c");
  private static final String SALT = "0".repeat(64);

  /// The byte code of `contracts/NAME.json` followed by encoded constructor arguments.
  static ContractCode of(ContractName name, String arguments) {
    try (InputStream file =
        ContractCode.class.getResourceAsStream("/contracts/" + name + ".json")) {
      String bytecode = new ObjectMapper().readTree(file).path("bytecode").asText();
      return new ContractCode(bytecode.substring(2) + arguments);
    } catch (IOException e) {
      throw new UncheckedIOException("contracts/" + name + ".json cannot be read", e);
    }
  }

  /// `keccak256(0xff || proxy || salt || keccak256(initCode))`, last 20 bytes.
  Address address() {
    String codeHash = Hash.keccak256(HexFormat.of().parseHex(initCode)).hex().substring(2);
    String joined = "ff" + PROXY.hex().substring(2) + SALT + codeHash;
    Hash hash = Hash.keccak256(HexFormat.of().parseHex(joined));
    return Address.of("0x" + hash.hex().substring(26));
  }

  /// Data for the proxy.
  String creation() {
    return "0x" + SALT + initCode;
  }
}
