package org.datanet.training;

/// One point of a loss curve.
///
/// @param step update, from 1
/// @param loss mean cross-entropy of the batch's tokens before the update, in nats
public record LossPoint(int step, double loss) {}
