package org.datanet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.datanet.access.AccessConfig;
import org.datanet.app.objects.ObjectsConfig;
import org.datanet.app.wiring.AppConfig;
import org.datanet.governance.GovernanceConfig;
import org.junit.jupiter.api.Test;

/// The manifests in `k8s` keep their policies and name only settings that exist.
class KubernetesTest {

  private static final Path FOLDER = Path.of("../../k8s");
  private static final List<Class<?>> SETTINGS =
      List.of(AppConfig.class, ObjectsConfig.class, GovernanceConfig.class, AccessConfig.class);

  private final List<JsonNode> documents = documents();

  @Test
  void thePodHasNoRightsItDoesNotNeed() {
    JsonNode pod = pod();
    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    JsonNode rights = container().path("securityContext");
    assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(rights.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  @Test
  void theContainerHasRequestsLimitsAndThreeProbes() {
    JsonNode container = container();
    for (String kind : List.of("requests", "limits")) {
      assertThat(container.path("resources").path(kind)).hasSizeGreaterThan(1);
    }
    for (String probe : List.of("startup", "liveness", "readiness")) {
      assertThat(container.path(probe + "Probe").at("/httpGet/path").asText())
          .startsWith("/q/health/");
    }
  }

  @Test
  void allTrafficIsDeniedUnlessNamed() {
    List<JsonNode> policies = ofKind("NetworkPolicy");
    JsonNode all =
        policies.stream().filter(p -> p.at("/spec/podSelector").isEmpty()).findAny().orElseThrow();
    assertThat(all.at("/spec/policyTypes")).hasSize(2);
    assertThat(all.at("/spec/ingress").isMissingNode()).isTrue();
    assertThat(all.at("/spec/egress").isMissingNode()).isTrue();
    assertThat(policies).hasSize(2);
  }

  @Test
  void aDisruptionBudgetAndTheServiceSelectTheSamePod() {
    JsonNode labels = ofKind("Deployment").getFirst().at("/spec/selector/matchLabels");
    assertThat(ofKind("PodDisruptionBudget").getFirst().at("/spec/selector/matchLabels"))
        .isEqualTo(labels);
    assertThat(ofKind("Service").getFirst().at("/spec/selector")).isEqualTo(labels);
  }

  @Test
  void secretsAreReferredToAndNeverWritten() {
    assertThat(ofKind("Secret")).isEmpty();
    assertThat(ofKind("ConfigMap").getFirst().path("data").fieldNames())
        .toIterable()
        .noneMatch(name -> name.matches(".*(PASSWORD|SECRET|_KEY)$"));
    assertThat(container().path("env"))
        .allMatch(variable -> variable.at("/valueFrom/secretKeyRef/name").isTextual());
  }

  @Test
  void settingsAreThoseTheApplicationKnowsAndNoRequiredOneIsMissing() {
    Set<String> known = new HashSet<>(Set.of("DATANET_BASE_MODEL"));
    Set<String> required = new HashSet<>(known);
    SETTINGS.forEach(type ->
        Stream.of(type.getMethods())
            .forEach(key -> {
              known.add(variable(type, key));
              if (!key.isAnnotationPresent(WithDefault.class)
                  && key.getReturnType() != Optional.class) {
                required.add(variable(type, key));
              }
            }));
    assertThat(variables()).filteredOn(name -> name.startsWith("DATANET_")).isSubsetOf(known);
    assertThat(variables()).containsAll(required);
  }

  /// `datanet.objects` and `partBytes` make `DATANET_OBJECTS_PART_BYTES`.
  private static String variable(Class<?> type, Method key) {
    String prefix = type.getAnnotation(ConfigMapping.class).prefix().replace('.', '_');
    String name = key.getName().replaceAll("([A-Z])", "_$1");
    return (prefix + "_" + name).toUpperCase(Locale.ROOT);
  }

  private List<String> variables() {
    List<String> names = new ArrayList<>();
    ofKind("ConfigMap").getFirst().path("data").fieldNames().forEachRemaining(names::add);
    container().path("env").forEach(variable -> names.add(variable.path("name").asText()));
    return names;
  }

  private JsonNode pod() {
    return ofKind("Deployment").getFirst().at("/spec/template/spec");
  }

  private JsonNode container() {
    return pod().at("/containers/0");
  }

  private List<JsonNode> ofKind(String kind) {
    return documents.stream().filter(d -> d.path("kind").asText().equals(kind)).toList();
  }

  private static List<JsonNode> documents() {
    List<JsonNode> all = new ArrayList<>();
    YAMLMapper yaml = new YAMLMapper();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        yaml.readerFor(JsonNode.class)
            .<JsonNode>readValues(file.toFile())
            .forEachRemaining(all::add);
      }
      return List.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
