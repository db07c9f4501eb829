package org.datanet.curation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.datanet.curation.gate.Gate;
import org.datanet.curation.gate.GateLimits;
import org.datanet.curation.parser.ParserClassPath;
import org.datanet.curation.parser.ParserSettings;

/// Makes the application's one [Gate].
@ApplicationScoped
class GateProducer {

  @Produces
  @Singleton
  Gate gate(CurationConfig config) {
    return new Gate(
        GateLimits.standard(),
        new ParserSettings(
            config.parserClasspath().orElseGet(ParserClassPath::own),
            config.parserProcesses(),
            config.parserHeapMegabytes(),
            config.parseLimit(),
            config.parserStartLimit()));
  }

  void close(@Disposes Gate gate) {
    gate.close();
  }
}
