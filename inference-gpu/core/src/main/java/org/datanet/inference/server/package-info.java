/// The engine as a server of its own: the OpenAI interface without billing, behind one bearer
/// token, with vLLM's two endpoints to load and unload adapters while it runs. It is what
/// [org.datanet.inference.engine.RemoteEngine] talks to where no vLLM stands. Only built into
/// applications that set `datanet.inference-server.enabled=true`.
@NullMarked
package org.datanet.inference.server;

import org.jspecify.annotations.NullMarked;
