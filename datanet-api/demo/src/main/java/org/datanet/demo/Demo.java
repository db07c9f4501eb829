package org.datanet.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Runs the story on a running platform and prints what happened.
public final class Demo {

  private Demo() {}

  /// Exit code 0 when the loop is closed, 1 when the books do not fit.
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Platform platform = Platform.fromSystemProperties();
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
      System.exit(1);
    }
    out.println("loop closed: paid in = credited + protocol + held");
    out.println("portal: " + platform.url());
  }
}
