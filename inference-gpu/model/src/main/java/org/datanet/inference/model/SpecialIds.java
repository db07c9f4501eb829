package org.datanet.inference.model;

import java.util.List;

/// The ids that start and end a text.
///
/// @param bos starts a text; -1 where the family has none
/// @param eos each ends a text; the first is the one training writes
public record SpecialIds(int bos, List<Integer> eos) {

  /// No id.
  public static final int NONE = -1;

  public SpecialIds {
    eos = List.copyOf(eos);
  }
}
