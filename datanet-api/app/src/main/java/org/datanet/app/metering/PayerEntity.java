package org.datanet.app.metering;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.UUID;

@Entity(name = "Payer")
@Table(name = "payer", schema = "app")
class PayerEntity {

  @Id String address;

  @Column(name = "user_id")
  UUID userId;

  BigDecimal held;
  BigDecimal spent;

  @SuppressWarnings("NullAway.Init")
  PayerEntity() {}
}
