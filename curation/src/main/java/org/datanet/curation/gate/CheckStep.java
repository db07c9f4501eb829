package org.datanet.curation.gate;

/// A check that was made, in the order made.
///
/// @param name `name`, `size`, `type`, `structure`, `encoding`, `content`, `language`, `quality`
/// @param result `passed`, `sanitised` or `failed`
public record CheckStep(String name, String result) {}
