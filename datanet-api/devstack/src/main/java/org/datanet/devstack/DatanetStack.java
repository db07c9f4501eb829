package org.datanet.devstack;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.datanet.devstack.app.DatanetApp;
import org.datanet.devstack.chain.ChainEndpoint;
import org.datanet.devstack.chain.ChainNode;
import org.datanet.devstack.keycloak.Keycloak;
import org.datanet.devstack.objects.ObjectStorage;
import org.datanet.devstack.postgres.Postgres;
import org.datanet.devstack.stack.Component;
import org.datanet.devstack.stack.Ports;
import org.datanet.devstack.stack.Secrets;
import org.datanet.devstack.stack.Stack;
import org.datanet.devstack.stack.StackFile;
import org.datanet.devstack.stack.StackState;

/// Datanet's stack of one home: its components in start order, with the ports they keep.
public record DatanetStack(Stack stack, Ports ports, Secrets secrets) {
  private static final List<String> PORTS =
      List.of("postgres", "keycloak", "keycloak-health", "s3", "l2-node", "l2", "app");

  /// Assembles the stack of a home; chooses and remembers its ports.
  public static DatanetStack of(Workspace workspace) throws IOException {
    StackFile file = new StackFile(workspace.stateFile());
    StackState state = file.read();
    Ports ports = Ports.keepOrChoose(PORTS, state.ports(), running(state));
    file.change(known -> known.withPorts(ports.byName()));
    Secrets secrets = new Secrets(workspace.secrets());
    List<Component> components =
        List.of(
            new Postgres(workspace, ports, secrets),
            new Keycloak(workspace, ports, secrets),
            new ObjectStorage(workspace, ports, secrets),
            new ChainNode(workspace, ports),
            new ChainEndpoint(workspace, ports, secrets, file),
            new DatanetApp(workspace, ports, secrets));
    return new DatanetStack(
        new Stack(workspace, components, file, Clock.systemUTC()), ports, secrets);
  }

  private static Set<String> running(StackState state) {
    Set<String> alive =
        state.processes().entrySet().stream()
            .filter(entry -> entry.getValue().find().isPresent())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (alive.contains("keycloak")) {
      alive.add("keycloak-health");
    }
    return alive;
  }

  /// What a story, test or bench needs to know, as system properties of its process.
  public Map<String, String> properties(Workspace workspace) {
    return Map.of(
        "datanet.root", workspace.root().toString(),
        "datanet.home", workspace.home().toString(),
        "datanet.url", DatanetApp.url(ports),
        "datanet.issuer", Keycloak.issuer(ports),
        "datanet.objects", ObjectStorage.endpoint(ports),
        "datanet.rpc", ChainEndpoint.url(ports));
  }
}
