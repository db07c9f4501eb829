package org.datanet.devstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// `receipt verify FILE…` and `receipt settle FILE…`: the stand-alone checker of receipts.
@Command(name = "receipt", description = "Verify receipts, or compute what they owe.")
final class ReceiptCommand implements Callable<Integer> {

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return new Mains(Workspace.current()).run("receipt", Map.of(), arguments);
  }
}
