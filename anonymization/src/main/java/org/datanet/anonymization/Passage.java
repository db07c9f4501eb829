package org.datanet.anonymization;

/// A text under examination with what decides cheaply which detectors are worth running: whether it
/// holds a digit, and a word of two letters.
record Passage(String text, boolean digits, boolean words) {

  private static final int WORD_LETTERS = 2;

  static Passage of(String text) {
    boolean digits = false;
    boolean words = false;
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digits |= c >= '0' && c <= '9';
      letters = Character.isLetter(c) ? letters + 1 : 0;
      words |= letters >= WORD_LETTERS;
    }
    return new Passage(text, digits, words);
  }
}
