package org.datanet.attribution;

import org.datanet.kernel.Problem;

/// What can be wrong with an index of a dataset version, with the texts it is built from, or with
/// what a receipt is checked against.
public enum AttributionProblem implements Problem {
  CORPUS_UNREADABLE("corpus-unreadable", 400, "The corpus cannot be read"),
  CORPUS_MALFORMED("corpus-malformed", 400, "A row of the corpus is malformed"),
  CORPUS_NOT_UTF8("corpus-not-utf8", 400, "A text of the corpus is not UTF-8"),
  FEATURES_INVALID("features-invalid", 400, "The gradient features do not fit"),
  FEATURES_NOT_FOUND("features-not-found", 404, "There are no gradient features here"),
  FEATURES_EXIST("features-exist", 409, "Gradient features are already published here"),
  FEATURES_NEWER("features-newer", 500, "The gradient features were written by a newer version"),
  FEATURES_CORRUPT("features-corrupt", 500, "The gradient features are damaged"),
  INDEX_NOT_FOUND("index-not-found", 404, "There is no index here"),
  INDEX_EXISTS("index-exists", 409, "An index is already published here"),
  INDEX_EMPTY("index-empty", 400, "An index needs at least one record"),
  INDEX_DUPLICATE_RECORD("index-duplicate-record", 400, "A record occurs twice"),
  INDEX_TOO_LARGE("index-too-large", 400, "A record or segment is too large"),
  INDEX_RECORD_NOT_FOUND("index-record-not-found", 404, "The record is not in the index"),
  INDEX_IN_USE("index-in-use", 409, "The index is being changed"),
  INDEX_PURGE_INCOMPLETE("index-purge-incomplete", 500, "Something of an erased record is left"),
  INDEX_NEWER("index-newer", 500, "The index was written by a newer version"),
  INDEX_CORRUPT("index-corrupt", 500, "The index is damaged"),
  SUFFIX_SORTER_UNUSABLE("suffix-sorter-unusable", 500, "The suffix sorter cannot be used"),
  EVIDENCE_MISSING("evidence-missing", 404, "A file to check is not there"),
  EVIDENCE_UNREADABLE("evidence-unreadable", 400, "A file to check has another form"),
  NODE_UNREACHABLE("node-unreachable", 503, "The node of the chain does not answer"),
  NODE_REFUSED("node-refused", 502, "The node of the chain does not answer as it should"),
  CONTRACT_MISSING("contract-missing", 404, "There is no contract at this address"),
  INDEX_REQUEST_INVALID("index-request-invalid", 400, "The question to an index is not valid"),
  INDEX_TOKEN_INVALID("index-token-invalid", 401, "The index server does not know this token"),
  INDEX_CHANGED("index-changed", 409, "The index is at another generation"),
  INDEX_SERVER_FAILED("index-server-failed", 502, "The index server gave no usable answer"),
  INDEX_SERVER_UNREACHABLE("index-server-unreachable", 503, "The index server cannot be reached");

  private final String slug;
  private final int status;
  private final String title;

  AttributionProblem(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  @Override
  public String slug() {
    return slug;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
