package org.datanet.access.decision;

import java.util.Optional;
import org.datanet.kernel.DatanetId;

/// Port: looks a Datanet up in the catalogue.
public interface DatanetFacts {
  Optional<DatanetAccessFacts> of(DatanetId datanet);
}
