package org.datanet.devstack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/// `eval NAME`: runs a registered evaluation.
@Command(name = "eval", description = "Run an evaluation.")
final class EvalCommand implements Callable<Integer> {

  @Parameters(index = "0", arity = "0..1", defaultValue = "", description = "Which one.")
  private String name = "";

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Workspace workspace = Workspace.current();
    Mains mains = new Mains(workspace);
    if (!mains.has("eval." + name)) {
      System.out.println("evaluations: " + String.join(", ", mains.known("eval.")));
      return 2;
    }
    return mains.run("eval." + name, Provenance.properties(workspace), arguments);
  }
}
