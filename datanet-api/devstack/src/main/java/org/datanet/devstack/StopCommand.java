package org.datanet.devstack;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `stop`: no process left.
@Command(
    name = "stop",
    description = "Stop everything; data stays.",
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    new Session(Workspace.current(), System.out).stop();
    System.out.println("stopped");
    return 0;
  }
}
