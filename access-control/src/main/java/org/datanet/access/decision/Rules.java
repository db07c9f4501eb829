package org.datanet.access.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.datanet.access.grant.Grants;
import org.datanet.access.terms.Consents;

/// The rules of each action, in the order they are asked. An action is allowed when all its rules
/// pass; the last one carries the decision.
@ApplicationScoped
class Rules {

  private static final Set<String> READERS = Set.of("curator", "compliance-officer");

  private final Rule frozen =
      new Rule(
          "frozen",
          "The Datanet is frozen; ask its steward or a compliance officer.",
          (request, facts) -> !facts.frozen());
  private final Rule whitelist =
      new Rule(
          "whitelist",
          "The Datanet takes contributions only from those on its whitelist; ask its steward.",
          (request, facts) ->
              facts.contributorWhitelist().isEmpty()
                  || facts.contributorWhitelist().contains(request.actor()));
  private final Rule steward =
      new Rule(
          "steward",
          "Only the steward of the Datanet may do this.",
          (request, facts) -> facts.stewardId().equals(request.actor()));
  private final Rule notOwn =
      new Rule(
          "own-contribution",
          "Nobody reviews their own contribution.",
          (request, facts) -> !request.actor().equals(request.owner()));
  private final Rule owner =
      new Rule(
          "owner",
          "Only the contributor may do this.",
          (request, facts) -> request.actor().equals(request.owner()));
  private final Rule ownUpload =
      new Rule(
          "owner",
          "This upload belongs to another contributor; begin one of your own.",
          (request, facts) -> request.owner() == null || request.actor().equals(request.owner()));

  private final Rule reader =
      new Rule(
          "reader",
          "Only the contributor, curators and compliance officers may read this.",
          (request, facts) ->
              request.actor().equals(request.owner())
                  || request.roles().stream().anyMatch(READERS::contains));
  private final Rule freezer =
      new Rule(
          "freezer",
          "Only a compliance officer or the owner may freeze this.",
          (request, facts) ->
              request.roles().contains("compliance-officer")
                  || request.actor().equals(request.owner()));
  private final Rule region =
      new Rule(
          "region",
          "The data may not leave their region; act from there.",
          (request, facts) ->
              request.region() == null
                  || facts.region().equals(DatanetAccessFacts.ANY_REGION)
                  || facts.region().equals(request.region()));
  private final Rule consentPurpose;
  private final Rule grantActive;

  Rules(Consents consents, Grants grants, Clock clock) {
    consentPurpose =
        new Rule(
            "consent-purpose",
            "The consent of at least one contribution was withdrawn or does not cover the purpose.",
            (request, facts) ->
                request.contributions().isEmpty()
                    || (request.purpose() != null
                        && consents.cover(request.contributions(), request.purpose())));
    grantActive =
        new Rule(
            "grant-active",
            "There is no active licence for this purpose; request access to the Datanet.",
            (request, facts) ->
                request.purpose() != null
                    && grants
                        .activeGrant(
                            request.licensee(),
                            request.datanet(),
                            request.purpose(),
                            clock.instant())
                        .isPresent());
  }

  List<Rule> of(Action action) {
    return switch (action) {
      case CONTRIBUTE -> List.of(role("contributor"), frozen, region, ownUpload, whitelist);
      case REVIEW -> List.of(role("curator"), frozen, notOwn);
      case READ -> List.of(reader);
      case WITHDRAW -> List.of(owner);
      case VERSION -> List.of(role("curator"), frozen, steward);
      case REQUEST_ACCESS -> List.of(frozen, role("model-builder"));
      case GRANT -> List.of(role("curator"), steward);
      case TRAIN -> List.of(role("model-builder"), frozen, region, consentPurpose, grantActive);
      case QUERY -> List.of(frozen, region, consentPurpose, grantActive);
      case FREEZE -> List.of(freezer);
    };
  }

  private static Rule role(String... roles) {
    return new Rule(
        "role",
        "This needs the role " + String.join(" or ", roles) + ".",
        (request, facts) -> Arrays.stream(roles).anyMatch(request.roles()::contains));
  }
}
