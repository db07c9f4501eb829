package org.datanet.app.contribution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.datanet.access.decision.AccessDecisions;
import org.datanet.access.decision.AccessRequest;
import org.datanet.access.decision.Action;
import org.datanet.access.terms.Consents;
import org.datanet.app.catalog.Datanet;
import org.datanet.app.catalog.Datanets;
import org.datanet.app.jobs.Jobs;
import org.datanet.app.objects.ObjectStore;
import org.datanet.app.problem.AppProblem;
import org.datanet.app.users.Users.User;
import org.datanet.curation.duplicates.Duplicates;
import org.datanet.curation.gate.Gate;
import org.datanet.curation.review.Decision;
import org.datanet.curation.review.DecisionKind;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;
import org.jspecify.annotations.Nullable;

/// Opens uploads and hands complete ones to the pipeline.
@ApplicationScoped
public class Contributions {

  private final ContributionStore store;
  private final Datanets datanets;
  private final AccessDecisions access;
  private final Consents consents;
  private final ObjectStore objects;
  private final Duplicates duplicates;
  private final ObjectMapper json;
  private final Jobs jobs;
  private final Clock clock;
  private final UuidV7 ids;

  /// A contribution whose parts the client has to PUT.
  record Opened(Contribution contribution, long partBytes, List<ObjectStore.PartUrl> parts) {}

  Contributions(
      ContributionStore store,
      Datanets datanets,
      AccessDecisions access,
      Consents consents,
      ObjectStore objects,
      Duplicates duplicates,
      ObjectMapper json,
      Jobs jobs,
      Clock clock,
      UuidV7 ids) {
    this.store = store;
    this.datanets = datanets;
    this.access = access;
    this.consents = consents;
    this.objects = objects;
    this.duplicates = duplicates;
    this.json = json;
    this.jobs = jobs;
    this.clock = clock;
    this.ids = ids;
  }

  /// Records the terms and presigns the upload.
  Opened open(User contributor, DatanetId datanetId, NewContribution request) {
    Datanet datanet = datanets.getRegistered(datanetId);
    requireFileName(request.fileName());
    if (request.sizeBytes() > datanet.rules().maxFileBytes()) {
      throw new ProblemException(
          AppProblem.TOO_LARGE,
          "The file has "
              + request.sizeBytes()
              + " bytes; this Datanet accepts at most "
              + datanet.rules().maxFileBytes()
              + ". Split it into smaller files.");
    }
    access.require(
        AccessRequest.of(contributor.id(), contributor.roles(), Action.CONTRIBUTE, datanetId));
    Instant now = Instant.now(clock);
    ContributionId id = new ContributionId(ids.next());
    consents.record(id, contributor.id(), request.consentHash(), request.licenceHash(), now);
    ObjectStore.Upload upload = objects.openUpload(Keys.incoming(id), request.sizeBytes());
    store.insert(row(id, contributor, datanetId, request, upload.uploadId(), now));
    return new Opened(get(id), upload.partBytes(), upload.parts());
  }

  private static void requireFileName(String fileName) {
    Gate.faultOfName(fileName)
        .ifPresent(fault -> {
          String message = "the file's name " + fault + "; rename it";
          throw new ProblemException(
              AppProblem.BAD_NAME, message, List.of(new FieldError("fileName", message)));
        });
  }

  private static ContributionEntity row(
      ContributionId id,
      User contributor,
      DatanetId datanet,
      NewContribution request,
      String uploadId,
      Instant now) {
    ContributionEntity row = new ContributionEntity();
    row.id = id.value();
    row.datanetId = datanet.value();
    row.contributorId = contributor.id().value();
    row.fileName = request.fileName();
    row.sizeBytes = request.sizeBytes();
    row.consentHash = request.consentHash().hex();
    row.licenceHash = request.licenceHash().hex();
    row.state = Contribution.State.UPLOADING;
    row.uploadId = uploadId;
    row.createdAt = now;
    row.updatedAt = now;
    return row;
  }

  /// Joins the uploaded parts and starts the pipeline. Calling it again is harmless.
  Contribution complete(User contributor, ContributionId id, List<ObjectStore.PutPart> parts) {
    Contribution contribution = get(id);
    requireOwner(contributor, contribution);
    if (contribution.state() != Contribution.State.UPLOADING) {
      return contribution;
    }
    joinParts(id, parts);
    requireDeclaredSize(contribution);
    store.change(
        id, List.of(Contribution.State.UPLOADING), row -> row.state = Contribution.State.UPLOADED);
    jobs.wake(Pipeline.KIND, id.value());
    return get(id);
  }

  private void joinParts(ContributionId id, List<ObjectStore.PutPart> parts) {
    if (objects.exists(Keys.incoming(id))) {
      return;
    }
    try {
      objects.completeUpload(Keys.incoming(id), store.uploadIdOf(id).orElseThrow(), parts);
    } catch (ObjectStore.ObjectRefused e) {
      String message = "a part is missing or its ETag differs; PUT it again and complete again";
      throw new ProblemException(
          AppProblem.INVALID_INPUT, "parts: " + message, List.of(new FieldError("parts", message)));
    }
  }

  /// What arrives must be what was announced: the size limit was checked on the announcement.
  private void requireDeclaredSize(Contribution contribution) {
    long size = objects.size(Keys.incoming(contribution.id()));
    if (size != contribution.sizeBytes()) {
      objects.delete(Keys.incoming(contribution.id()));
      String reason =
          "The upload has "
              + size
              + " bytes but "
              + contribution.sizeBytes()
              + " were announced. Upload the file again.";
      store.change(
          contribution.id(),
          List.of(Contribution.State.UPLOADING),
          row -> {
            row.state = Contribution.State.FAILED;
            row.progressNote = reason;
          });
      throw new ProblemException(AppProblem.TOO_LARGE, reason);
    }
  }

  public Optional<Contribution> find(ContributionId id) {
    return store.find(id);
  }

  /// @throws ProblemException 404 for an unknown id
  public Contribution get(ContributionId id) {
    return store
        .find(id)
        .orElseThrow(() ->
            new ProblemException(AppProblem.NOT_FOUND, "There is no contribution " + id + "."));
  }

  List<Contribution> mine(User contributor, @Nullable DatanetId datanet) {
    return store.ofContributor(contributor.id(), datanet);
  }

  public List<Contribution> mine(UserId contributor) {
    return store.ofContributor(contributor, null);
  }

  /// A contribution its owner, a curator or an officer may look at.
  Contribution getVisible(User viewer, ContributionId id) {
    Contribution contribution = get(id);
    boolean mayRead =
        contribution.contributorId().equals(viewer.id())
            || viewer.hasRole("curator")
            || viewer.hasRole("compliance-officer");
    if (!mayRead) {
      access.require(reading(viewer, contribution));
    }
    return contribution;
  }

  /// The anonymised records; reading them is a logged data access.
  List<DataRecord> records(User viewer, ContributionId id) {
    Contribution contribution = getVisible(viewer, id);
    access.require(reading(viewer, contribution));
    return store.records(id);
  }

  /// Anonymised records without an access decision: for modules that have made it themselves.
  public List<DataRecord> records(ContributionId id) {
    return store.records(id);
  }

  /// Applies a curator's decision; telling it twice changes nothing.
  ///
  /// @throws IllegalStateException while its records are still being written: tell it again
  public void decided(Decision decision) {
    boolean applied =
        store.change(
            decision.contribution(),
            List.of(Contribution.State.IN_REVIEW),
            row -> apply(decision, row));
    if (!applied && get(decision.contribution()).state().isBeingProcessed()) {
      throw new IllegalStateException(
          "contribution " + decision.contribution() + " is decided before its records are stored");
    }
    if (decision.kind() != DecisionKind.ACCEPT) {
      duplicates.forget(decision.contribution());
    }
  }

  private void apply(Decision decision, ContributionEntity row) {
    row.state =
        switch (decision.kind()) {
          case ACCEPT -> Contribution.State.ACCEPTED;
          case REJECT -> Contribution.State.REJECTED;
          case SEND_BACK -> Contribution.State.SENT_BACK;
        };
    row.reviewerId = decision.reviewer().value();
    row.reasons = write(decision.reasons());
    row.decidedAt = decision.decidedAt();
    row.progressNote = "decided by a curator";
  }

  private String write(List<String> reasons) {
    try {
      return json.writeValueAsString(reasons);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What the next dataset version will hold, in a fixed order.
  public List<AcceptedRecord> accepted(DatanetId datanet) {
    return store.accepted(datanet);
  }

  private static AccessRequest reading(User viewer, Contribution contribution) {
    return AccessRequest.of(viewer.id(), viewer.roles(), Action.READ, contribution.datanetId())
        .ownedBy(contribution.contributorId())
        .on("contribution/" + contribution.id());
  }

  /// Only its contributor continues an upload; anybody else is refused, and the refusal is logged.
  private void requireOwner(User user, Contribution contribution) {
    access.require(
        AccessRequest.of(user.id(), user.roles(), Action.CONTRIBUTE, contribution.datanetId())
            .ownedBy(contribution.contributorId())
            .on("contribution/" + contribution.id()));
  }
}
