package org.datanet.demo;

import java.util.List;

/// What holly asks: beginnings that a model of each Datanet can continue.
record Prompts() {

  List<String> clinical() {
    return List.of(
        "Antecedentes:",
        "Exploración: TA",
        "Se valora a",
        "Plan:",
        "Background:",
        "On examination BP",
        "Diagnosis:",
        "Treatment:");
  }

  List<String> literary() {
    return List.of("Call me Ishmael. Some years ago", "Now the word of the LORD came unto Jonah");
  }
}
