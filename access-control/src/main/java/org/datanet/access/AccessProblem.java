package org.datanet.access;

import org.datanet.kernel.Problem;

/// What can go wrong in access control, for a caller to act on.
public enum AccessProblem implements Problem {
  ACCESS_DENIED("access-denied", 403, "Access is denied"),
  NOT_FOUND("not-found", 404, "There is no such thing"),
  WRONG_STATE("wrong-state", 409, "The request is not in a state that allows this"),
  EXPIRY_IN_PAST("expiry-in-past", 400, "The expiry lies in the past"),
  TERMS_UNKNOWN("terms-unknown", 400, "The terms are not known"),
  FIELD_INVALID("field-invalid", 400, "A field is missing or outside its range"),
  CONSENT_MISSING("consent-missing", 409, "The contribution has no consent"),
  KEY_DESTROYED("key-destroyed", 410, "The contributor's key was destroyed");

  private final String slug;
  private final int status;
  private final String title;

  AccessProblem(String slug, int status, String title) {
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
