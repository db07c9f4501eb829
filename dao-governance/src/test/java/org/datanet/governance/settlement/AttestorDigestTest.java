package org.datanet.governance.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.datanet.kernel.Hash;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.StructuredDataEncoder;

class AttestorDigestTest {

  @Test // R9
  void isTheDigestThatWalletsComputeFromTheTypedData() throws IOException {
    Hash receipt = Hash.sha256("receipt");
    String typed =
        """
        {"types": {
          "EIP712Domain": [{"name": "name", "type": "string"}, {"name": "version", "type": "string"},
            {"name": "chainId", "type": "uint256"}],
          "Receipt": [{"name": "receiptHash", "type": "bytes32"}]},
         "primaryType": "Receipt",
         "domain": {"name": "Datanet Receipt", "version": "1", "chainId": 901},
         "message": {"receiptHash": "%s"}}\
        """
            .formatted(receipt);
    assertThat(Attestor.digest(901, receipt))
        .isEqualTo(Hash.of(new StructuredDataEncoder(typed).hashStructuredData()));
  }
}
