package org.datanet.governance.contract;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;

/// Solidity's ABI: encoded calls and the values in them.
public final class Abi {

  private Abi() {}

  /// `0x` + selector + arguments. The signature is canonical, e.g. `freeze(bytes32,string)`.
  public static String call(String signature, Type<?>... arguments) {
    String selector =
        Hash.keccak256(signature.getBytes(StandardCharsets.US_ASCII)).hex().substring(0, 10);
    return selector + arguments(arguments);
  }

  /// The encoded arguments without selector or `0x`, e.g. of a constructor.
  public static String arguments(Type<?>... arguments) {
    List<Type> raw = List.of(arguments);
    return FunctionEncoder.encodeConstructor(raw);
  }

  public static Bytes32 bytes32(Hash hash) {
    return new Bytes32(hash.bytes());
  }

  /// A UUID as a registry's id: its 128 bits as an unsigned number.
  public static Bytes32 bytes32(UUID uuid) {
    return bytes32(idOf(uuid));
  }

  /// A UUID as 32 bytes: 16 zeros, then its own 16.
  public static Hash idOf(UUID uuid) {
    return Hash.of("0x" + "0".repeat(32) + uuid.toString().replace("-", ""));
  }

  /// Short ASCII text, padded with zeros at the end.
  public static Bytes32 ascii32(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    byte[] padded = new byte[32];
    System.arraycopy(bytes, 0, padded, 0, bytes.length);
    return new Bytes32(padded);
  }

  public static Address address(org.datanet.kernel.Address address) {
    return new Address(address.hex());
  }

  public static Uint256 uint256(TokenAmount amount) {
    return new Uint256(amount.baseUnits());
  }

  public static Uint256 uint256(long value) {
    return new Uint256(BigInteger.valueOf(value));
  }

  public static Uint64 uint64(long value) {
    return new Uint64(BigInteger.valueOf(value));
  }

  public static Utf8String string(String text) {
    return new Utf8String(text);
  }

  public static DynamicBytes bytes(byte[] bytes) {
    return new DynamicBytes(bytes);
  }
}
