package org.datanet.devstack;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/// `bench NAME`: `loop` measures the stack itself, every other name is a registered program, which
/// is told where the home's stack is.
@Command(name = "bench", description = "Measure; writes target/bench/NAME.json.")
final class BenchCommand implements Callable<Integer> {

  @Parameters(index = "0", arity = "0..1", defaultValue = "", description = "Which one.")
  private String name = "";

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Workspace workspace = Workspace.current();
    if (name.equals("loop")) {
      return new LoopBench(workspace, System.out).run();
    }
    Mains mains = new Mains(workspace);
    if (!mains.has("bench." + name)) {
      System.out.println("benches: loop " + String.join(" ", mains.known("bench.")));
      return 2;
    }
    Map<String, String> properties = new HashMap<>(Provenance.properties(workspace));
    if (Files.exists(workspace.stateFile())) {
      properties.putAll(DatanetStack.of(workspace).properties(workspace));
    }
    return mains.run("bench." + name, properties, arguments);
  }
}
