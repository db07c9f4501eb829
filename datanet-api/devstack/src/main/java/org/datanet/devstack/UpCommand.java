package org.datanet.devstack;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.datanet.devstack.app.DatanetApp;
import org.datanet.devstack.base.BaseModels;
import org.datanet.devstack.build.Build;
import org.datanet.devstack.chain.ChainEndpoint;
import org.datanet.devstack.keycloak.Keycloak;
import org.datanet.devstack.objects.ObjectStorage;
import org.datanet.devstack.stack.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `up`: everything answers, in the background.
@Command(
    name = "up",
    description = "Start what does not run and return when everything answers.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

  @Option(names = "--no-build", description = "Start what was built last, even if sources changed.")
  private boolean noBuild;

  @Option(
      names = "--base",
      defaultValue = "${env:DATANET_BASE}",
      description =
          "Base model: SmolLM2-135M-Instruct, datanet-nano, or a model folder or GGUF file. A new"
              + " home takes SmolLM2-135M-Instruct; later the home keeps its own. Default: $DATANET_BASE.")
  private Optional<String> base = Optional.empty();

  @Option(names = "--without", description = "Components to leave out, e.g. app.", split = ",")
  private Set<String> leftOut = new HashSet<>();

  @Override
  public Integer call() throws Exception {
    Workspace workspace = Workspace.current();
    if (!noBuild) {
      new Build(workspace, new ConsoleBuild(System.out)).all();
    }
    DatanetStack datanet = new Session(workspace, System.out).up(leftOut, base, BaseModels.SMOLLM2);
    printTable(datanet.ports(), System.out);
    return 0;
  }

  static void printTable(Ports ports, PrintStream out) {
    out.println();
    out.println("  portal and API  " + DatanetApp.url(ports));
    out.println("  sign-in         " + Keycloak.issuer(ports));
    out.println("  objects (S3)    " + ObjectStorage.endpoint(ports));
    out.println("  L2 (JSON-RPC)   " + ChainEndpoint.url(ports));
    out.println("  PostgreSQL      127.0.0.1:" + ports.of("postgres"));
    out.println();
    out.println("  Demo users, password = name (this machine only):");
    out.println("  contributors  ana bruno chloe diego elena farid grace hugo");
    out.println("  curators carla cyrus · compliance olga · model builder max · holder holly");
  }
}
