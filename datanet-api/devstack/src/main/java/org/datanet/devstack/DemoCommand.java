package org.datanet.devstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.datanet.devstack.base.BaseModels;
import org.datanet.devstack.build.Build;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `demo`: `up`, then the whole loop told by the demo program, which prints its own table.
@Command(
    name = "demo",
    description = "Start everything and run the whole loop once.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  @Option(names = "--no-build", description = "Run what was built last, even if sources changed.")
  private boolean noBuild;

  @Option(
      names = "--base",
      defaultValue = "${env:DATANET_BASE}",
      description =
          "Base model: SmolLM2-135M-Instruct, datanet-nano, or a model folder or GGUF file. A new"
              + " home takes datanet-nano, the quick one; later the home keeps its own. Default: $DATANET_BASE.")
  private Optional<String> base = Optional.empty();

  @Parameters(arity = "0..*", description = "Handed on to the demo program.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Workspace workspace = Workspace.current();
    if (!noBuild) {
      new Build(workspace, new ConsoleBuild(System.out)).all();
    }
    DatanetStack datanet = new Session(workspace, System.out).up(Set.of(), base, BaseModels.NANO);
    int code = new Mains(workspace).run("demo", datanet.properties(workspace), arguments);
    UpCommand.printTable(datanet.ports(), System.out);
    return code;
  }
}
