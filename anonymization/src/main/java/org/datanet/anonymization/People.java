package org.datanet.anonymization;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The people of one document: a short mention ("Medina") is the first person whose full name holds
/// all its words.
final class People {

  private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{M}\\p{N}'’-]+");
  private static final Set<String> LINKS =
      Set.of(
          "de", "la", "del", "los", "las", "el", "y", "e", "van", "von", "der", "da", "do", "dos");

  private final List<TreeSet<String>> fullNames = new ArrayList<>();

  void meet(String mention) {
    TreeSet<String> words = words(mention);
    if (words.size() > 1 && fullNames.stream().noneMatch(name -> name.containsAll(words))) {
      fullNames.add(words);
    }
  }

  /// The folded words of the person meant, in alphabetical order.
  String canonical(String mention) {
    TreeSet<String> words = words(mention);
    return String.join(
        " ", fullNames.stream().filter(name -> name.containsAll(words)).findFirst().orElse(words));
  }

  private static TreeSet<String> words(String mention) {
    TreeSet<String> words = new TreeSet<>();
    for (String word : GAP.split(mention)) {
      String folded = Words.fold(word);
      if (!folded.isEmpty() && !LINKS.contains(folded)) {
        words.add(folded);
      }
    }
    return words;
  }
}
