package org.datanet.inference.constrained;

/// A schema that no constraint can be made of.
public final class UnsupportedSchemaException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String path;

  UnsupportedSchemaException(String path, String why) {
    super(why);
    this.path = path;
  }

  /// The place in the schema, a JSON pointer after `#`.
  public String path() {
    return path;
  }
}
