package org.datanet.training;

import java.util.List;

/// Port: finds personal data in a text.
public interface PersonalDataFinder {

  /// @param kind such as `email`
  /// @param value as it stands in the text
  record Found(String kind, String value) {}

  List<Found> find(String text);
}
