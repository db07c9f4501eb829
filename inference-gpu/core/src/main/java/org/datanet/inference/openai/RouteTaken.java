package org.datanet.inference.openai;

import org.datanet.inference.Route;

/// The route of a call.
///
/// @param auto whether the server chose it
record RouteTaken(Route route, boolean auto) {}
