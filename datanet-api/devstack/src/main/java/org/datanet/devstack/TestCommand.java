package org.datanet.devstack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.datanet.devstack.app.DatanetApp;
import org.datanet.devstack.check.Chromium;
import org.datanet.devstack.check.TestRun;
import org.datanet.devstack.process.Command;
import org.datanet.devstack.stack.Trees;
import picocli.CommandLine;

/// `test`: sets up what tests need and runs all of them; the closing line counts them.
@CommandLine.Command(name = "test", description = "Run all tests.", mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    Workspace workspace = Workspace.current();
    Chromium.installIfMissing(System.out);
    TestRun run =
        new TestRun(workspace, new ConsoleBuild(System.out), Clock.systemUTC(), System.out);
    return run.run(reports -> endToEnd(workspace, reports)) ? 0 : 1;
  }

  /// On a fresh stack of its own, stopped afterwards whatever happens.
  private static int endToEnd(Workspace workspace, Path reports) throws IOException {
    Workspace own = new Workspace(workspace.root(), workspace.root().resolve(".datanet/test"));
    Mains mains = new Mains(own);
    if (!mains.has("test.end-to-end")) {
      System.out.println("  end-to-end: no program yet");
      return 0;
    }
    Session session = new Session(own, System.out);
    session.stop();
    Trees.delete(own.home());
    return session.thenStop(() -> {
      Map<String, String> properties = new HashMap<>(session.up().properties(own));
      properties.put("datanet.reports", reports.toString());
      int loop = mains.run("test.end-to-end", properties, List.of());
      return Math.max(loop, browserStory(own, session.up(), reports));
    });
  }

  /// The portal in a browser, on the stack that the loop has filled.
  private static int browserStory(Workspace workspace, DatanetStack datanet, Path reports)
      throws IOException {
    return Command.foreground(
        List.of("node", "e2e/story.mjs"),
        workspace.root().resolve("datanet-api/portal"),
        Map.of(
            "BASE_URL", DatanetApp.url(datanet.ports()),
            "STORY_REPORT", reports.resolve("TEST-browser-story.xml").toString(),
            "STORY_OUT", reports.resolve("browser-story").toString()));
  }
}
