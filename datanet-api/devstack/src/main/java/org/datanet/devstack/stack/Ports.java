package org.datanet.devstack.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The loopback ports of a stack by name.
public record Ports(Map<String, Integer> byName) {

  public Ports {
    byName = Map.copyOf(byName);
  }

  public int of(String name) {
    Integer port = byName.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no port was chosen for " + name);
    }
    return port;
  }

  /// Chooses a port for each name: the remembered one when a process of ours holds it (`ours`) or
  /// when it is free, else any free one.
  public static Ports keepOrChoose(List<String> names, Map<String, Integer> known, Set<String> ours)
      throws IOException {
    Map<String, Integer> chosen = new LinkedHashMap<>();
    Set<Integer> taken = new HashSet<>(known.values());
    for (String name : names) {
      Integer before = known.get(name);
      if (before != null && (ours.contains(name) || isFree(before))) {
        chosen.put(name, before);
      } else {
        int fresh = anyFree(taken);
        taken.add(fresh);
        chosen.put(name, fresh);
      }
    }
    return new Ports(chosen);
  }

  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int anyFree(Set<Integer> taken) throws IOException {
    while (true) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        if (!taken.contains(socket.getLocalPort())) {
          return socket.getLocalPort();
        }
      }
    }
  }
}
