package org.datanet.anonymization;

/// A kind of personal data.
public enum EntityType {
  NAME,
  /// Dates, day or month precise.
  DATE,
  /// Ages of 90 and more only; younger ages stay (HIPAA safe harbor, 45 CFR 164.514(b)(2)(i)(C)).
  AGE,
  PHONE,
  EMAIL,
  ADDRESS,
  POSTCODE,
  CITY,
  /// DNI, NIE, NHS number, SSN and labelled identity documents.
  NATIONAL_ID,
  /// Medical record number.
  MRN,
  /// A professional's licence number.
  LICENSE_ID,
  ORG,
  IBAN,
  CARD,
  URL,
  IP
}
