package org.datanet.curation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Settings of curation; see the table in the module's README.
@ConfigMapping(prefix = "datanet.curation")
public interface CurationConfig {

  /// Class path of the parser's child processes; found by itself when absent.
  Optional<String> parserClasspath();

  /// How many child processes parse at the same time.
  @WithDefault("1")
  int parserProcesses();

  /// Heap of each child process in megabytes.
  @WithDefault("256")
  int parserHeapMegabytes();

  /// Longest time one file may take to parse.
  @WithDefault("10s")
  Duration parseLimit();

  /// Longest time a child process may take to start.
  @WithDefault("60s")
  Duration parserStartLimit();
}
