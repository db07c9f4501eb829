package org.datanet.demo;

import java.util.List;

/// What holly asks: beginnings that a model of each Datanet can continue.
record Prompts() {

  List<String> clinical() {
    return List.of(
        "Antecedentes:",
        "Exploración: TA",
        "Tratamiento:",
        "Background:",
        "On examination BP",
        "Investigations:",
        "Treatment:",
        "Juicio clínico:");
  }

  List<String> literary() {
    return List.of("Call me Ishmael.", "Now the word of the LORD came unto Jonah");
  }
}
