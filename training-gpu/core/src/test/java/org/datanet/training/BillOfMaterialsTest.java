package org.datanet.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.datanet.inference.model.PeftFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// R5: what a model is made of, with hashes that verify offline. R48: every run is on record.
class BillOfMaterialsTest {

  @TempDir static Path work = Path.of("");
  private static Path adapter = Path.of("");

  @BeforeAll
  static void trainOnce() {
    adapter = train(work.resolve("a"));
  }

  private static Path train(Path folder) {
    TrainingSettings settings =
        Trainings.SETTINGS.with(new HeldOut(0.2, 4, 0), new GradientSettings(2, 256));
    TrainingRequest plain = Trainings.request(folder, settings, Trainings.texts(), () -> false);
    TrainingResult.Finished done =
        (TrainingResult.Finished)
            new LoraTrainer()
                .train(
                    new TrainingRequest(
                        plain.baseModel(),
                        plain.provenance(),
                        plain.texts(),
                        settings,
                        plain.checkpoints(),
                        plain.output(),
                        plain.checkpointEvery(),
                        1,
                        new KeptGradients(),
                        EvaluationSuite.of(text -> List.of()),
                        plain.cancelled()),
                    progress -> {});
    return done.folder();
  }

  private JsonNode bill() throws IOException {
    return new ObjectMapper().readTree(adapter.resolve(LoraTrainer.BILL).toFile());
  }

  @Test
  void isValidCycloneDx() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V7,
                builder ->
                    builder.schemaMappers(
                        mappers -> mappers.mapPrefix("http://cyclonedx.org/schema/", "classpath:")))
            .getSchema(SchemaLocation.of("classpath:bom-1.6.schema.json"));
    assertThat(schema.validate(bill())).isEmpty();
    JsonNode broken = bill().deepCopy();
    ((com.fasterxml.jackson.databind.node.ObjectNode) broken).put("specVersion", 6);
    assertThat(schema.validate(broken)).isNotEmpty();
  }

  @Test
  void namesBaseAndDatasetsWithTheirLicences() throws IOException {
    JsonNode bill = bill();
    assertThat(bill.at("/components/0/licenses/0/license/id").asText()).isEqualTo("CC0-1.0");
    assertThat(bill.at("/components/1/name").asText()).isEqualTo("letters");
    assertThat(bill.at("/components/1/licenses/0/license/id").asText()).isEqualTo("CC-BY-4.0");
    assertThat(bill.at("/components/1/properties/0/value").asText())
        .isEqualTo(Trainings.PROVENANCE.datasets().getFirst().merkleRoot().toString());
    assertThat(bill.at("/dependencies/0/dependsOn").size()).isEqualTo(2);
    assertThat(
            bill.at("/metadata/component/modelCard/quantitativeAnalysis/performanceMetrics/1/slice")
                .asText())
        .isEqualTo("held-out records");
    assertThat(bill.at("/metadata/component/modelCard/quantitativeAnalysis/performanceMetrics"))
        .hasSize(6);
  }

  @Test
  void agreesWithTheFilesAndNoticesEveryChange() throws IOException {
    List<BillCheck.Line> lines = BillCheck.of(adapter, Trainings.TINY);
    assertThat(lines)
        .extracting(BillCheck.Line::file)
        .contains(PeftFiles.CONFIG, PeftFiles.WEIGHTS, "model.safetensors", "config.json");
    assertThat(lines).allMatch(BillCheck.Line::agrees);
    Path copy = Files.createDirectory(work.resolve("copy"));
    for (String name : List.of(PeftFiles.CONFIG, LoraTrainer.BILL)) {
      Files.copy(adapter.resolve(name), copy.resolve(name));
    }
    byte[] weights = Files.readAllBytes(adapter.resolve(PeftFiles.WEIGHTS));
    weights[weights.length - 1] ^= 1;
    Files.write(copy.resolve(PeftFiles.WEIGHTS), weights);
    assertThat(BillCheck.of(copy, null))
        .filteredOn(line -> !line.agrees())
        .extracting(BillCheck.Line::file)
        .containsExactly(PeftFiles.WEIGHTS);
  }

  @Test
  void anEqualRunGivesEqualBytes() throws IOException {
    Path again = train(work.resolve("b"));
    for (String name : List.of(LoraTrainer.BILL, LoraTrainer.REPORT)) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(adapter.resolve(name));
    }
  }

  @Test
  void theManifestTellsHowTheRunWent() throws IOException {
    JsonNode manifest = new ObjectMapper().readTree(adapter.resolve(LoraTrainer.REPORT).toFile());
    assertThat(manifest.at("/program/libtorch").asText()).startsWith("2.");
    assertThat(manifest.at("/threads").asInt()).isEqualTo(1);
    assertThat(manifest.at("/settings/heldOut/share").asDouble()).isEqualTo(0.2);
    assertThat(manifest.at("/gradients").size()).isEqualTo(2);
    assertThat(manifest.at("/gradients/1/step").asInt())
        .isEqualTo(manifest.at("/bestStep").asInt());
    assertThat(manifest.at("/heldOutCurve/0/step").asInt()).isZero();
    assertThat(manifest.at("/evaluation/heldOut/texts").asInt()).isEqualTo(5);
    assertThat(manifest.at("/files").has(PeftFiles.WEIGHTS)).isTrue();
  }
}
