package org.datanet.devstack.stack;

/// The launcher's own class path for processes that outlive it. `./datanet` runs the launcher from
/// a copy of what was built, so that a rebuild does not replace jars under the feet of whoever runs
/// from them.
public final class OwnJars {

  private OwnJars() {}

  public static String classPath() {
    String tests = System.getProperty("surefire.test.class.path", "");
    return tests.isBlank() ? System.getProperty("java.class.path") : tests;
  }
}
