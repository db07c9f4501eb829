package org.datanet.devstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// `index build|append|erase|compact|verify|stat|count|find|attribute …`: an attribution index by
/// hand.
@Command(name = "index", description = "Build, change, check and ask an attribution index.")
final class IndexCommand implements Callable<Integer> {

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return new Mains(Workspace.current()).run("index", Map.of(), arguments);
  }
}
