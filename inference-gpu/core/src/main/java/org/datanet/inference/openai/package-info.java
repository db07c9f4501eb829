/// The OpenAI-compatible HTTP interface: `/v1/models`, `/v1/completions`, `/v1/chat/completions`,
/// `/v1/embeddings`, streamed or not. Additions are the request field and the response field
/// `datanet` and the header `Idempotency-Key`. Streams are server-sent events, each `data: {json}`,
/// the last `data: [DONE]`; the last JSON chunk carries `usage` and `datanet`.
@NullMarked
package org.datanet.inference.openai;

import org.jspecify.annotations.NullMarked;
