package org.datanet.demo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The people of the story, each signed in once.
final class Cast {

  static final List<String> CONTRIBUTORS =
      List.of("ana", "bruno", "chloe", "diego", "elena", "farid", "grace", "hugo");

  /// Hands in copies of another contributor's chapters.
  static final String PLAGIARIST = "hugo";

  private final Platform platform;
  private final Map<String, Api> users = new ConcurrentHashMap<>();

  Cast(Platform platform) {
    this.platform = platform;
  }

  /// The API as this person sees it.
  Api as(String user) {
    return users.computeIfAbsent(user, name -> new Api(platform, name));
  }
}
