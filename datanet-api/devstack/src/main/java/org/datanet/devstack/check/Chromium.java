package org.datanet.devstack.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.datanet.devstack.process.Command;
import org.datanet.devstack.process.DetachedProcess;

/// The browser of the browser test: Debian's chromium.
public final class Chromium {

  private Chromium() {}

  /// Installs it where this process may (root, apt-get); else says how.
  public static void installIfMissing(PrintStream out) throws IOException {
    if (DetachedProcess.onPath("chromium")) {
      return;
    }
    if (!"root".equals(System.getProperty("user.name")) || !DetachedProcess.onPath("apt-get")) {
      out.println("  chromium is missing, the browser test will say so: apt-get install chromium");
      return;
    }
    out.println("  installing chromium for the browser test");
    Command.run(List.of("apt-get", "update", "-q"), Path.of("/"));
    Command.run(
        List.of("apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"),
        Path.of("/"));
  }
}
