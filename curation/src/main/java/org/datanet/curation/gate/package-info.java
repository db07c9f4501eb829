/// The gate: decides whether an uploaded file may enter a Datanet, and cuts it into records.
///
/// Text, Markdown, CSV, JSON and JSONL are read here by strict code with limits; PDF, DOCX, HTML
/// and EML are read by Apache Tika in a child process (see the parser package). Every limit is in
/// [GateLimits].
@NullMarked
package org.datanet.curation.gate;

import org.jspecify.annotations.NullMarked;
