package org.datanet.demo;

import java.util.List;
import java.util.stream.Stream;

/// The loop, step by step, in the order of its dependencies. Every step fails loudly when the
/// platform does not do what it promises.
final class Story {

  private final Cast cast;
  private final Steps steps;
  private final DataChapter data;
  private final ModelChapter models;
  private final MoneyChapter money;

  Story(Platform platform, Steps steps) {
    this.cast = new Cast(platform);
    this.steps = steps;
    this.data = new DataChapter(cast, steps);
    this.models = new ModelChapter(cast, steps);
    this.money = new MoneyChapter(cast, steps);
  }

  /// What the story leaves behind for the books.
  record Outcome(List<String> datanets, List<String> models, List<String> receipts) {}

  Api as(String user) {
    return cast.as(user);
  }

  DataChapter data() {
    return data;
  }

  ModelChapter models() {
    return models;
  }

  MoneyChapter money() {
    return money;
  }

  Outcome tell() {
    steps.step("everybody signs in", this::signIn);
    String clinic =
        steps.step(
            "carla creates the Datanet 'Clinical letters'",
            () -> data.createDatanet("Clinical letters", "health", "clinical"));
    String classics =
        steps.step(
            "carla creates the Datanet 'Classics'",
            () -> data.createDatanet("Classics", "literature", "literature"));
    steps.step("seven contributors upload 200 letters", () -> data.uploadLetters(clinic));
    steps.step(
        "four contributors upload chapters, one of them copies",
        () -> data.uploadChapters(classics));
    steps.step("curators review what is clean", () -> data.review(clinic, classics));
    List<String> versions =
        steps.step(
            "carla builds and registers dataset versions",
            () -> List.of(models.version(clinic), models.version(classics)));
    steps.step(
        "max trains without a licence and is refused", () -> models.trainWithoutLicence(versions));
    steps.step("max asks for licences; carla grants them", () -> models.licence(clinic, classics));
    List<String> adapters =
        steps.step(
            "max trains and publishes an adapter on each",
            () -> models.train(List.of("clinic-letters", "classics"), versions));
    steps.step(
        "holly calls without a deposit and is told what to do",
        () -> money.callWithoutFunds(adapters));
    steps.step("holly deposits 100 OPEN once", money::deposit);
    steps.step(
        "holly chats: every answer names its sources and is paid",
        () -> money.chat(clinic, adapters));
    steps.step("olga closes an epoch; its roots go to the L2", money::closeEpoch);
    steps.step("contributors claim", money::claim);
    steps.step("olga proves an audit entry", money::audit);
    return new Outcome(List.of(clinic, classics), adapters, money.receipts());
  }

  private int signIn() {
    List<String> people =
        Stream.concat(
                Cast.CONTRIBUTORS.stream(), Stream.of("carla", "cyrus", "olga", "max", "holly"))
            .toList();
    people.forEach(user -> cast.as(user).get("/api/me"));
    return people.size();
  }
}
