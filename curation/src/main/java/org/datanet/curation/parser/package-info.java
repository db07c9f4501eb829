/// Reads PDF, DOCX, HTML and EML by Apache Tika in child JVMs with little memory and limited time,
/// so that a hostile file can stop a child but never the service.
///
/// Protocol over the child's standard input and output ([java.io.DataOutputStream]): the child says
/// `ready` (modified UTF-8); a request is type and path, both modified UTF-8; an answer is a 4-byte
/// length and that many bytes of JSON ([ParsedFile]).
@NullMarked
package org.datanet.curation.parser;

import org.jspecify.annotations.NullMarked;
