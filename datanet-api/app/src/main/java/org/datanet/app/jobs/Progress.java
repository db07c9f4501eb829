package org.datanet.app.jobs;

/// How far a long piece of work is, as a row shows it.
///
/// @param total 0 while unknown
public record Progress(long done, long total, String unit, String message) {}
