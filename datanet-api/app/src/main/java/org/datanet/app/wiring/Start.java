package org.datanet.app.wiring;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.datanet.access.grant.Grants;
import org.datanet.app.jobs.Jobs;
import org.datanet.app.objects.ObjectStore;
import org.datanet.curation.review.Reviews;
import org.datanet.governance.chain.ChainIntents;
import org.datanet.governance.chain.ChainReceipt;
import org.datanet.governance.contract.Deployer;
import org.datanet.governance.registry.Registry;
import org.jboss.logging.Logger;

/// Prepares everything that jobs need, then lets them run: bucket, contracts, base model on chain.
@ApplicationScoped
class Start {

  private static final Logger LOG = Logger.getLogger(Start.class);
  private static final Duration REGISTRATION = Duration.ofSeconds(60);

  private final ObjectStore objects;
  private final Deployer deployer;
  private final Registry registry;
  private final ChainIntents intents;
  private final Grants grants;
  private final Reviews reviews;
  private final BaseModel baseModel;
  private final AppConfig config;
  private final Jobs jobs;

  Start(
      ObjectStore objects,
      Deployer deployer,
      Registry registry,
      ChainIntents intents,
      Grants grants,
      Reviews reviews,
      BaseModel baseModel,
      AppConfig config,
      Jobs jobs) {
    this.objects = objects;
    this.deployer = deployer;
    this.registry = registry;
    this.intents = intents;
    this.grants = grants;
    this.reviews = reviews;
    this.baseModel = baseModel;
    this.config = config;
    this.jobs = jobs;
  }

  void start(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
    clearWorkFolder(config.dataDir().resolve("work"));
    objects.prepare();
    deployer.ensureDeployed();
    registerBaseModel();
    grants.resume();
    reviews.tellPending();
    jobs.start();
  }

  private void registerBaseModel() {
    ChainReceipt receipt =
        registry.registerBaseModel(baseModel.fingerprint(), "base-model:" + baseModel.name());
    ChainReceipt settled = intents.await(receipt.intentKey(), REGISTRATION);
    if (!settled.confirmed()) {
      LOG.errorf(
          "The base model is not registered on the L2 (%s %s); adapters cannot be registered.",
          settled.state(), settled.error().orElse(""));
    }
  }

  /// What a crash left there is plain text of uploads; it is also in quarantine, encrypted.
  private static void clearWorkFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
