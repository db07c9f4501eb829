package org.datanet.devstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Resident memory of a process and its children in bytes, now and at the peak (Linux `/proc`,
/// proc(5): VmRSS, VmHWM; pages shared between processes count in each of them). Zero where the
/// system does not tell.
public record ProcessMemory(long residentBytes, long peakBytes) {

  public static ProcessMemory of(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(ProcessMemory::single)
        .reduce(
            new ProcessMemory(0, 0),
            (a, b) ->
                new ProcessMemory(a.residentBytes + b.residentBytes, a.peakBytes + b.peakBytes));
  }

  private static ProcessMemory single(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      var fields = lines.filter(line -> line.startsWith("Vm")).toList();
      return new ProcessMemory(field(fields, "VmRSS:"), field(fields, "VmHWM:"));
    } catch (IOException e) {
      return new ProcessMemory(0, 0);
    }
  }

  private static long field(java.util.List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .map(kibibytes -> kibibytes * 1024)
        .findFirst()
        .orElse(0);
  }
}
