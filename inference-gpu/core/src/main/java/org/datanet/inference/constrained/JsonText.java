package org.datanet.inference.constrained;

import java.util.BitSet;
import java.util.List;

/// The parts of JSON texts (RFC 8259) as languages over UTF-8 bytes.
final class JsonText {

  private static final int MOST_INDENT = 16;
  private static final int MOST_DIGITS = 15;
  private static final int MOST_NESTING = 12;

  final Languages in;
  final Language space;
  final Language character;
  private final Language number;
  private final Language string;

  JsonText(Languages in) {
    this.in = in;
    this.space =
        in.choice(
            List.of(
                in.empty(),
                in.ascii(" "),
                in.sequence(in.ascii("\n"), in.repeat(in.ascii(" "), 0, MOST_INDENT))));
    this.character = in.choice(List.of(plain(), wide(), escape()));
    this.string = quoted(in.repeat(character, 0, Languages.UNBOUNDED));
    this.number = in.sequence(in.optional(in.ascii("-")), digits(), fraction(), exponent());
  }

  /// A string of any length.
  Language string() {
    return string;
  }

  Language quoted(Language content) {
    return in.sequence(in.ascii("\""), content, in.ascii("\""));
  }

  /// A character that stands for itself in one byte.
  Language plain() {
    BitSet bytes = new BitSet();
    bytes.set(0x20, 0x7f);
    bytes.clear('"');
    bytes.clear('\\');
    return in.oneOf(bytes);
  }

  /// A character of two to four bytes (RFC 3629, section 4).
  Language wide() {
    Language tail = in.bytes(0x80, 0xbf);
    return in.choice(
        List.of(
            in.sequence(in.bytes(0xc2, 0xdf), tail),
            in.sequence(in.bytes(0xe0, 0xe0), in.bytes(0xa0, 0xbf), tail),
            in.sequence(in.bytes(0xe1, 0xec), tail, tail),
            in.sequence(in.bytes(0xed, 0xed), in.bytes(0x80, 0x9f), tail),
            in.sequence(in.bytes(0xee, 0xef), tail, tail),
            in.sequence(in.bytes(0xf0, 0xf0), in.bytes(0x90, 0xbf), tail, tail),
            in.sequence(in.bytes(0xf1, 0xf3), tail, tail, tail),
            in.sequence(in.bytes(0xf4, 0xf4), in.bytes(0x80, 0x8f), tail, tail)));
  }

  /// An escape of one character; halves of surrogate pairs are left out.
  private Language escape() {
    Language hex = in.ascii("0-9a-fA-F");
    Language code =
        in.choice(
            List.of(
                in.sequence(in.ascii("0-9a-cA-CeEfF"), hex, hex, hex),
                in.sequence(in.ascii("dD"), in.ascii("0-7"), hex, hex)));
    return in.sequence(
        in.ascii("\\"),
        in.choice(List.of(in.ascii("\"\\/bfnrt"), in.sequence(in.ascii("u"), code))));
  }

  Language number() {
    return number;
  }

  /// Digits of a whole number without a leading zero.
  Language digits() {
    return in.choice(
        List.of(
            in.ascii("0"),
            in.sequence(in.ascii("1-9"), in.repeat(in.ascii("0-9"), 0, MOST_DIGITS - 1))));
  }

  Language fraction() {
    return in.optional(in.sequence(in.ascii("."), in.repeat(in.ascii("0-9"), 1, MOST_DIGITS)));
  }

  private Language exponent() {
    return in.optional(
        in.sequence(in.ascii("eE"), in.optional(in.ascii("-+")), in.repeat(in.ascii("0-9"), 1, 2)));
  }

  /// Members or elements between two brackets.
  Language bracketed(String open, Language content, String close) {
    return in.sequence(in.ascii(open), space, content, space, in.ascii(close));
  }

  /// What stands between two members or elements.
  Language comma() {
    return in.sequence(in.ascii(","), space);
  }

  Language member(Language key, Language value) {
    return in.sequence(key, in.ascii(":"), in.optional(in.ascii(" ")), value);
  }

  /// Between `least` and `most` items with commas between them.
  Language list(Language item, int least, int most) {
    if (most == 0) {
      return in.empty();
    }
    int further = most == Languages.UNBOUNDED ? most : most - 1;
    Language some =
        in.sequence(item, in.repeat(in.sequence(comma(), item), Math.max(0, least - 1), further));
    return least == 0 ? in.optional(some) : some;
  }

  /// Any value, objects and arrays nested up to a limit that parsers bear.
  Language any() {
    Language scalar =
        in.choice(
            List.of(string, number, in.literal("true"), in.literal("false"), in.literal("null")));
    Language value = scalar;
    for (int level = 0; level < MOST_NESTING; level++) {
      value = in.choice(List.of(scalar, object(value), array(value)));
    }
    return value;
  }

  /// An object with any members of this kind.
  Language object(Language value) {
    return bracketed("{", list(member(string, value), 0, Languages.UNBOUNDED), "}");
  }

  private Language array(Language value) {
    return bracketed("[", list(value, 0, Languages.UNBOUNDED), "]");
  }
}
