package org.datanet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.datanet.inference.model.Precision;
import org.junit.jupiter.api.Test;

class InferenceConfigTest {

  @Test
  void hasTheDefaultsThatTheReadmeStates() {
    InferenceConfig config = Configs.with();
    assertThat(config.threads()).isEqualTo(2);
    assertThat(config.fastPrecision()).isEqualTo(Precision.INT8);
    assertThat(config.batchRows()).isEqualTo(8);
    assertThat(config.queueLimit()).isEqualTo(256);
    assertThat(config.tenantQueueLimit()).isEqualTo(64);
    assertThat(config.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.cacheTokens()).isEqualTo(8192);
    assertThat(config.pageTokens()).isEqualTo(16);
    assertThat(config.prefillTokens()).isEqualTo(256);
    assertThat(config.adapterMemoryMib()).isEqualTo(1024);
    assertThat(config.adapterDiskMib()).isEqualTo(10240);
    assertThat(config.adapterFolder()).isEmpty();
    assertThat(config.maxRank()).isEqualTo(64);
    assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.defaultMaxTokens()).isEqualTo(128);
    assertThat(config.passageTokens()).isEqualTo(96);
  }
}
