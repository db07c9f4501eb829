/// Indexes over HTTP: the server's REST resource, which `attribution-index/server` runs, and the
/// client that asks it as if the index were open here.
///
/// Every call carries all it needs; the server keeps nothing between two calls. All bodies are
/// JSON.
///
/// | call | body | answer |
/// |---|---|---|
/// | `GET /indexes` | | `indexes` |
/// | `GET /indexes/{name}` | | name, digest, generation, records, erased, words, segments |
/// | `POST /indexes/{name}/words` | words | digest, corpusWords, occurrences, longestMatches |
/// | `POST /indexes/{name}/sources` | words, parts, limits | digest, parts |
/// | `POST /indexes/{name}/earlier-parts` | words, parts, minWords | digest, parts |
/// | `POST /indexes/{name}/attributions` | answer, parameters, datasetVersionId | digest, attribution |
///
/// A name is a folder below the data directory. A body may name a `digest`: only that generation
/// answers, another one is `index-changed` (409). Limits: 20,000 words, 10,000 parts; `words` are
/// as [org.datanet.attribution.text.WordTokens] gives them. Failures are problem documents (RFC
/// 9457). The caller shows a token: `Authorization: Bearer …` (RFC 6750).
///
/// The server's annotations are interfaces that the server's module brings; the client needs
/// nothing but the JDK and Jackson.
@NullMarked
package org.datanet.attribution.server;

import org.jspecify.annotations.NullMarked;
