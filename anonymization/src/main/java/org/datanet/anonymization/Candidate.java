package org.datanet.anonymization;

/// Something a detector took for personal data, before overlaps are settled.
record Candidate(int start, int end, EntityType type, String detector) {

  int length() {
    return end - start;
  }
}
