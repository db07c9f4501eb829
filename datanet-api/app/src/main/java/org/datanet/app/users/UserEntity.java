package org.datanet.app.users;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "AppUser")
@Table(name = "app_user", schema = "app")
class UserEntity {

  @Id UUID id;

  @Column(nullable = false)
  String username;

  @Column(name = "first_seen", nullable = false)
  Instant firstSeen;

  UserEntity() {}

  UserEntity(UUID id, String username, Instant firstSeen) {
    this.id = id;
    this.username = username;
    this.firstSeen = firstSeen;
  }
}
