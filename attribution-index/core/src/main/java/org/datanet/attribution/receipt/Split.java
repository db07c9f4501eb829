package org.datanet.attribution.receipt;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.datanet.kernel.Ppm;

/// How a fee is divided, in parts per million that sum to 1,000,000.
///
/// @param modelPpm for the owner of the adapter
/// @param dataPpm for the contributors behind the answer
/// @param stakersPpm for the stakers' pool
/// @param protocolPpm for the protocol
public record Split(int modelPpm, int dataPpm, int stakersPpm, int protocolPpm) {

  public Split {
    boolean negative =
        IntStream.of(modelPpm, dataPpm, stakersPpm, protocolPpm).anyMatch(part -> part < 0);
    if (negative || (long) modelPpm + dataPpm + stakersPpm + protocolPpm != Ppm.WHOLE) {
      throw new IllegalArgumentException(
          "model, data, stakers and protocol are not negative and sum to 1000000 ppm");
    }
  }

  List<BigInteger> weights() {
    return Stream.of(modelPpm, dataPpm, stakersPpm, protocolPpm).map(BigInteger::valueOf).toList();
  }
}
