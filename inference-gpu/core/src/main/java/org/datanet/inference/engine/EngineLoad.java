package org.datanet.inference.engine;

/// How busy the engine is at this moment.
///
/// @param waiting calls in the queue
/// @param running calls in the batch
/// @param residentAdapters adapters ready in the engine
/// @param freeCacheTokens token slots of the cache not given away
public record EngineLoad(int waiting, int running, int residentAdapters, int freeCacheTokens) {}
