package org.datanet.devstack.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import org.datanet.devstack.process.ProcessRecord;
import org.jspecify.annotations.Nullable;

/// What is remembered between two commands: the ports by name and the processes by component.
public record StackState(Map<String, Integer> ports, Map<String, ProcessRecord> processes) {

  public StackState(
      @Nullable Map<String, Integer> ports, @Nullable Map<String, ProcessRecord> processes) {
    this.ports = ports == null ? Map.of() : Map.copyOf(ports);
    this.processes = processes == null ? Map.of() : Map.copyOf(processes);
  }

  public static StackState empty() {
    return new StackState(Map.of(), Map.of());
  }

  public StackState withPorts(Map<String, Integer> chosen) {
    return new StackState(chosen, processes);
  }

  StackState with(String component, ProcessRecord process) {
    Map<String, ProcessRecord> changed = new LinkedHashMap<>(processes);
    changed.put(component, process);
    return new StackState(ports, changed);
  }

  StackState without(String component) {
    Map<String, ProcessRecord> changed = new LinkedHashMap<>(processes);
    changed.remove(component);
    return new StackState(ports, changed);
  }
}
