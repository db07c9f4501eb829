package org.datanet.inference;

/// A model a caller may name in a request.
///
/// @param id `name:version` of an adapter, or the base model's name
/// @param ownedBy who published it, as shown to clients
/// @param createdEpochSeconds when it was published, Unix seconds
public record ServedModel(String id, String ownedBy, long createdEpochSeconds) {}
