package org.datanet.anonymization;

/// A kind of personal data. Where two kinds claim the same stretch of text, the earlier one wins.
public enum EntityType {
  NAME,
  /// DNI, NIE, NHS number, SSN and labelled identity documents.
  NATIONAL_ID,
  IBAN,
  CARD,
  /// Medical record number.
  MRN,
  /// A professional's licence number.
  LICENSE_ID,
  /// Dates, day or month precise.
  DATE,
  /// Ages of 90 and more only; younger ages stay (HIPAA safe harbor, 45 CFR 164.514(b)(2)(i)(C)).
  AGE,
  PHONE,
  EMAIL,
  URL,
  IP,
  ADDRESS,
  POSTCODE,
  CITY,
  ORG
}
