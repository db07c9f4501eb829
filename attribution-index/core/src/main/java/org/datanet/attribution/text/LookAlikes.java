package org.datanet.attribution.text;

/// Folds letters that look like a letter from a to z (Cyrillic, Greek, ...) to that letter, after
/// the confusables of UTS #39. Unlike the skeleton of UTS #39 it leaves ASCII alone, so `rn` and
/// `m`, or `1` and `l`, stay different words. The curly apostrophe becomes the straight one:
/// `don’t` and `don't` are one word. A letter folds with either of its cases, so that folding and
/// case never disagree.
///
/// The table is written out, so that start-up need not load ICU's confusables (some 30 ms); a test
/// holds it against them, code point by code point.
final class LookAlikes {

  /// The letter, then the code points that look like it in either case and that NFKC_Casefold
  /// leaves as they are.
  private static final String TABLE =
      """
      ' 2019
      a 251 3b1 430 13aa 15c5 a4ee 102a0 16f40
      b 185 3b2 432 44c 13cf 13f4 1472 15af 15f7 2c83 a4d0 a7b5 10282 102a1 10301
      c 441 1004 105a 13df 1d04 2ca5 a4da 102a2 10302 1043d 1051c
      d 501 13a0 13e7 146f 15de 15ea a4d2 a4d3
      e 3b5 435 4bd 13ac 2d39 a4f0 ab32 10286 118c6 118ce
      f 192 3dd 584 15b4 1e9d a4dd a799 ab35 10287 102a5 10525 118c2
      g 18d 261 50d 581 13c0 13f3 1d83 a4d6
      h 3b7 43d 4bb 570 13bb 13c2 157c 2c8f a4e7 102cf
      i 131 269 26a 3b9 456 582 13a5 2c93 a647 118c3
      j 29d 3f3 458 13ab 148d a4d9
      k 3ba 43a 13e6 16d5 2c95 a4d7 10518
      l 1c0 4cf 5d5 5df 627 7ca 13de 14aa 16c1 2cd1 2d4f a4e1 a4f2 1028a 10309 10443 10526 118d2
      l 16f16 16f28
      m 3bc 3fb 43c 13b7 15f0 16d6 2c99 a4df 102b0 10311 11700
      n 578 57c 2c9b a4e0 10513
      o 3bf 3c3 3ed 43e 585 5e1 647 6be 6c1 6d5 b20 d20 101d 10ff 12d0 1d0f 1d11 2c9f 2d54 a4f3
      o ab3d 10292 102ab 1042c 104ea 10516 118c8 118d5 118d7
      p fe 1bf 3c1 3f8 440 13e2 146d 2ca3 2ccf a4d1 10295
      q 51b 563 566 2d55
      r 280 433 13a1 13d2 1587 1d26 2c85 a4e3 ab47 ab48 104dc 16f35
      s 1bd 455 57f d1f 13d5 13da a4e2 a731 10296 10448 118c1 16f3a
      t 3c4 442 13a2 2ca7 a4d4 10297 102b1 10315 16f0a
      u 28b 3c5 57d 1200 144c 1d1c a4f4 a79f ab4e ab52 104f6 118d8 16f42
      v 3bd 475 5d8 13d9 142f 1d20 2d38 a4e6 a6df 1051d 11706 118c0 16f08
      w 26f 448 461 51d 561 13b3 13d4 1d21 2cbd a4ea 1170a 1170e 1170f
      x 3c7 445 1541 157d 16b7 2cad 2d5d a4eb ab53 10290 102b4 10317 10527
      y 263 28f 3b3 443 4af 10e7 13a9 13bd 1d8c 1eff 2ca9 a4ec ab5a 102b2 118dc 16f43
      z 3b6 13c3 1d22 a4dc 118c4 118c9
      """;

  private static final byte[] LATIN = new byte[0x20000];

  static {
    for (String line : TABLE.lines().toList()) {
      for (String codePoint : line.substring(2).split(" ")) {
        LATIN[Integer.parseInt(codePoint, 16)] = (byte) line.charAt(0);
      }
    }
  }

  private LookAlikes() {}

  /// The letter from a to z, or the apostrophe, that `codePoint` (of a text in NFKC_Casefold form)
  /// looks like, else itself.
  static int fold(int codePoint) {
    return codePoint < LATIN.length && LATIN[codePoint] != 0 ? LATIN[codePoint] : codePoint;
  }
}
