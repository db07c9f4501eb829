package org.datanet.anonymization;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;

/// Check digits of identifiers; each takes the text as written, separators included.
final class Checksums {

  private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

  /// IBAN lengths by country (ISO 13616 registry), those in use in Europe and Latin America.
  private static final Map<String, Integer> IBAN_LENGTHS =
      Map.ofEntries(
          Map.entry("AD", 24),
          Map.entry("AT", 20),
          Map.entry("BE", 16),
          Map.entry("BG", 22),
          Map.entry("BR", 29),
          Map.entry("CH", 21),
          Map.entry("CR", 22),
          Map.entry("CY", 28),
          Map.entry("CZ", 24),
          Map.entry("DE", 22),
          Map.entry("DK", 18),
          Map.entry("DO", 28),
          Map.entry("EE", 20),
          Map.entry("ES", 24),
          Map.entry("FI", 18),
          Map.entry("FR", 27),
          Map.entry("GB", 22),
          Map.entry("GR", 27),
          Map.entry("GT", 28),
          Map.entry("HR", 21),
          Map.entry("HU", 28),
          Map.entry("IE", 22),
          Map.entry("IS", 26),
          Map.entry("IT", 27),
          Map.entry("LI", 21),
          Map.entry("LT", 20),
          Map.entry("LU", 20),
          Map.entry("LV", 21),
          Map.entry("MC", 27),
          Map.entry("MT", 31),
          Map.entry("NL", 18),
          Map.entry("NO", 15),
          Map.entry("PL", 28),
          Map.entry("PT", 25),
          Map.entry("RO", 24),
          Map.entry("SE", 24),
          Map.entry("SI", 19),
          Map.entry("SK", 24),
          Map.entry("SM", 27),
          Map.entry("SV", 28));

  private Checksums() {}

  /// Spanish DNI (8 digits) or NIE (X, Y or Z and 7 digits) with its letter: number mod 23.
  static boolean dniOrNie(String text) {
    String compact = compact(text);
    int nie = "XYZ".indexOf(compact.charAt(0));
    String number = nie < 0 ? compact : nie + compact.substring(1);
    int value = Integer.parseInt(number.substring(0, 8));
    return DNI_LETTERS.charAt(value % 23) == number.charAt(8);
  }

  /// NHS number: 10 digits, weights 10 to 2, modulus 11.
  static boolean nhs(String text) {
    String digits = compact(text);
    int sum = 0;
    for (int i = 0; i < 9; i++) {
      sum += (digits.charAt(i) - '0') * (10 - i);
    }
    int check = (11 - sum % 11) % 11;
    return check == digits.charAt(9) - '0';
  }

  /// Payment card: 13 to 19 digits, Luhn (ISO/IEC 7812-1), first digit 3 to 6.
  static boolean card(String text) {
    String digits = compact(text);
    if (digits.charAt(0) < '3' || digits.charAt(0) > '6') {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 1 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  /// IBAN: modulus 97 (ISO 7064) and the length of its country.
  static boolean iban(String text) {
    String compact = compact(text);
    Integer length = IBAN_LENGTHS.get(compact.substring(0, 2));
    if (length == null || length != compact.length()) {
      return false;
    }
    StringBuilder number = new StringBuilder();
    for (char c : (compact.substring(4) + compact.substring(0, 4)).toCharArray()) {
      number.append(Character.digit(c, 36));
    }
    return new BigInteger(number.toString()).mod(NINETY_SEVEN).equals(BigInteger.ONE);
  }

  /// Length an IBAN of this country has; 0 for a country without.
  static int ibanLength(String country) {
    return IBAN_LENGTHS.getOrDefault(country, 0);
  }

  private static String compact(String text) {
    StringBuilder compact = new StringBuilder(text.length());
    for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
      if (Character.isLetterOrDigit(c)) {
        compact.append(c);
      }
    }
    return compact.toString();
  }
}
