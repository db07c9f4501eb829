/// Serving: what a call is, who may make it, and what the platform is told about it. The engine
/// that generates text is in `engine`, the HTTP interface in `openai`. Billing, rights and
/// attribution live behind the port [org.datanet.inference.CallDesk].
@NullMarked
package org.datanet.inference;

import org.jspecify.annotations.NullMarked;
