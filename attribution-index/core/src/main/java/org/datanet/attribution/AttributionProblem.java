package org.datanet.attribution;

import org.datanet.kernel.Problem;

/// What can be wrong with an index of a dataset version, or with the texts it is built from.
public enum AttributionProblem implements Problem {
  CORPUS_UNREADABLE("corpus-unreadable", 400, "The corpus cannot be read"),
  CORPUS_MALFORMED("corpus-malformed", 400, "A row of the corpus is malformed"),
  CORPUS_NOT_UTF8("corpus-not-utf8", 400, "A text of the corpus is not UTF-8"),
  INDEX_NOT_FOUND("index-not-found", 404, "There is no index here"),
  INDEX_EXISTS("index-exists", 409, "An index is already published here"),
  INDEX_EMPTY("index-empty", 400, "An index needs at least one record"),
  INDEX_DUPLICATE_RECORD("index-duplicate-record", 400, "A record occurs twice"),
  INDEX_TOO_LARGE("index-too-large", 400, "A record or segment is too large"),
  INDEX_RECORD_NOT_FOUND("index-record-not-found", 404, "The record is not in the index"),
  INDEX_IN_USE("index-in-use", 409, "The index is being changed"),
  INDEX_PURGE_INCOMPLETE("index-purge-incomplete", 500, "Something of an erased record is left"),
  INDEX_NEWER("index-newer", 500, "The index was written by a newer version"),
  INDEX_CORRUPT("index-corrupt", 500, "The index is damaged");

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
