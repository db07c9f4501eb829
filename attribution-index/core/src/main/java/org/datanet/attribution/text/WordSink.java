package org.datanet.attribution.text;

/// Takes the words of a text, one call a word, in the order of the text.
@FunctionalInterface
public interface WordSink {

  /// The folded word is `folded[from, to)`, an array that is valid only during this call and must
  /// not be written to; the word stands in the original text at `[start, end)`, in UTF-16 units.
  void word(char[] folded, int from, int to, int start, int end);
}
