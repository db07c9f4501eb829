package org.datanet.inference;

/// The final response of an earlier call with the same idempotency key, as it was stored.
public record StoredAnswer(String responseJson) {}
