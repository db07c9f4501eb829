package org.datanet.app.training;

import org.jspecify.annotations.Nullable;

/// What a run would take, before it is started.
///
/// @param records of its dataset versions
/// @param tokens of these records, from their length and a sample; those kept back are left out
/// @param totalTokens of all passes
/// @param updates of the adapter
/// @param tokensPerSecond of the last finished run on this base model in this precision; null where
///   there is none
/// @param seconds of machine time at that speed, without the measurements at the end; null without
///   one
record Estimate(
    int records,
    long tokens,
    long totalTokens,
    long updates,
    @Nullable Double tokensPerSecond,
    @Nullable Long seconds) {}
