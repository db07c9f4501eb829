package org.datanet.attribution.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// Names of contributors for display, kept as `contributors.tsv` (account, name; UTF-8) in the
/// folder of an index; no part of the index's format. The account of a name is made of the last 20
/// bytes of the Keccak-256 of its UTF-8, as accounts are made of public keys; nobody has its key.
public final class ContributorNames {

  private static final String FILE_NAME = "contributors.tsv";
  private static final int MAX_LENGTH = 200;

  private final Map<Address, String> names = new HashMap<>();
  private final Map<String, Address> accounts = new HashMap<>(); // of names met before

  /// The names of an index; none when it was not built by the tools.
  ///
  /// @throws ProblemException `corpus-malformed`
  public static ContributorNames read(Path index) throws IOException {
    ContributorNames all = new ContributorNames();
    Path file = index.resolve(FILE_NAME);
    if (Files.exists(file)) {
      for (String line : Files.readString(file).lines().toList()) {
        if (!line.matches("0x[0-9a-f]{40}\t.+")) {
          throw new ProblemException(
              AttributionProblem.CORPUS_MALFORMED,
              FILE_NAME
                  + " has a line that is no account and name; delete the file, it is only for"
                  + " display");
        }
        all.names.put(Address.of(line.substring(0, 42)), line.substring(43));
      }
    }
    return all;
  }

  /// The account of a name, which is remembered; or the account that was given.
  ///
  /// @param place of the name, for the error
  /// @throws ProblemException `corpus-malformed`
  Address account(String name, String place) {
    Address known = accounts.get(name);
    if (known == null) {
      known = newAccount(name, place);
      accounts.put(name, known);
    }
    return known;
  }

  private Address newAccount(String name, String place) {
    if (name.matches("0x[0-9a-fA-F]{40}")) {
      return Address.of(name);
    }
    boolean fits =
        !name.isBlank()
            && name.length() <= MAX_LENGTH
            && !name.startsWith("0x")
            && name.codePoints().noneMatch(ContributorNames::breaksLines);
    if (!fits) {
      throw new ProblemException(
          AttributionProblem.CORPUS_MALFORMED,
          place
              + " has no usable contributor: a name has 1 to "
              + MAX_LENGTH
              + " characters, none of them a control character; an account is 0x and 40 hex"
              + " digits");
    }
    Address account = accountOf(name);
    names.put(account, name);
    return account;
  }

  private static boolean breaksLines(int character) {
    return Character.isISOControl(character) || character == 0x2028 || character == 0x2029;
  }

  private static Address accountOf(String name) {
    return Address.of("0x" + Hash.keccak256(name.getBytes(UTF_8)).hex().substring(2 + 24));
  }

  /// The name of an account, or the account itself.
  public String nameOf(Address account) {
    return names.getOrDefault(account, account.hex());
  }

  /// Takes over all names of `other`.
  public void addAll(ContributorNames other) {
    names.putAll(other.names);
  }

  /// Forgets everybody else.
  public void retain(Set<Address> those) {
    names.keySet().retainAll(those);
  }

  /// Writes the file in one step; without names there is none.
  public void write(Path index) throws IOException {
    if (names.isEmpty()) {
      Files.deleteIfExists(index.resolve(FILE_NAME));
      return;
    }
    Path aside = index.resolve(FILE_NAME + ".building");
    StringBuilder lines = new StringBuilder();
    names.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().hex()))
        .forEach(entry ->
            lines.append(entry.getKey()).append('\t').append(entry.getValue()).append('\n'));
    Files.writeString(aside, lines);
    Files.move(aside, index.resolve(FILE_NAME), StandardCopyOption.ATOMIC_MOVE);
  }
}
