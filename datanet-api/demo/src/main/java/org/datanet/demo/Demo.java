package org.datanet.demo;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Runs the story on a running platform and prints what happened.
public final class Demo {

  private Demo() {}

  /// Exit code 0 when the loop is closed, 1 when a step fails or the books do not fit.
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      System.exit(closes(Platform.fromSystemProperties(), out) ? 0 : 1);
    } catch (IllegalStateException | UncheckedIOException e) {
      out.println();
      out.println("the story stopped: " + e.getMessage());
      System.exit(1);
    }
  }

  private static boolean closes(Platform platform, PrintStream out) {
    Steps steps = new Steps(out);
    Story story = new Story(platform, steps);
    story.tell();
    Books.Result books =
        steps.step("a checker recomputes every balance from receipts", new Books(story)::check);
    steps.write(platform.home().resolve("demo-steps.json"));
    Books.print(books, out);
    books.faults().forEach(fault -> out.println("  FAULT: " + fault));
    if (!books.faults().isEmpty()) {
      out.println("the loop is NOT closed");
      return false;
    }
    out.println("loop closed: paid in = credited + protocol + held");
    out.println("portal: " + platform.url());
    return true;
  }
}
