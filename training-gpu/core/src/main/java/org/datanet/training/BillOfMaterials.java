package org.datanet.training;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;

/// An adapter's bill of materials in CycloneDX 1.6 (ECMA-424), `bom.cdx.json`: the adapter made of
/// base model and dataset versions, with licences, and the SHA-256 of every file. Checked offline
/// by [BillCheck].
final class BillOfMaterials {

  static final String FILE = "bom.cdx.json";

  /// SPDX ids that are told from other names of licences.
  private static final Set<String> SPDX =
      Set.of(
          "Apache-2.0",
          "BSD-3-Clause",
          "CC-BY-4.0",
          "CC-BY-SA-4.0",
          "CC0-1.0",
          "MIT",
          "OpenRAIL-M");

  private static final String ADAPTER = "adapter";
  private static final String BASE = "base-model";

  private BillOfMaterials() {}

  static Map<String, Object> of(RunFacts facts) {
    Map<String, Object> bom = new LinkedHashMap<>();
    bom.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    bom.put("bomFormat", "CycloneDX");
    bom.put("specVersion", "1.6");
    byte[] own =
        (facts.adapterFiles() + "|" + facts.result().dataOrderHash())
            .getBytes(StandardCharsets.UTF_8);
    bom.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(own));
    bom.put("version", 1);
    bom.put("metadata", Map.of("component", adapter(facts)));
    List<Object> components = new ArrayList<>();
    components.add(base(facts));
    facts.provenance().datasets().forEach(d -> components.add(dataset(d)));
    components.add(library("datanet", facts.provenance().codeVersion()));
    TrainableParameters.libraries()
        .forEach((name, version) -> components.add(library(name, version)));
    bom.put("components", components);
    bom.put("dependencies", dependencies(facts));
    return bom;
  }

  private static Map<String, Object> adapter(RunFacts facts) {
    Map<String, Object> adapter = component("machine-learning-model", ADAPTER, "adapter");
    adapter.put("version", plain(facts.result().adapterHash()));
    adapter.put("hashes", hashes(facts.result().adapterHash()));
    adapter.put("modelCard", card(facts));
    adapter.put("components", files(ADAPTER, facts.adapterFiles()));
    List<Map<String, String>> properties = new ArrayList<>();
    properties.add(property("dataOrderHash", facts.result().dataOrderHash()));
    properties.add(property("contentHash", facts.contentHash()));
    properties.add(property("settings", facts.request().settings()));
    Hash parent = facts.provenance().parentAdapter();
    if (parent != null) {
      properties.add(property("parentAdapter", parent));
    }
    adapter.put("properties", properties);
    return adapter;
  }

  private static Map<String, Object> card(RunFacts facts) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("approach", Map.of("type", "self-supervised"));
    parameters.put("task", "text-generation");
    parameters.put("architectureFamily", "llama");
    parameters.put("modelArchitecture", "LoRA, rank " + facts.request().settings().rank());
    parameters.put(
        "datasets",
        facts.provenance().datasets().stream().map(d -> Map.of("ref", reference(d))).toList());
    parameters.put("inputs", List.of(Map.of("format", "text")));
    parameters.put("outputs", List.of(Map.of("format", "text")));
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("modelParameters", parameters);
    card.put("quantitativeAnalysis", Map.of("performanceMetrics", metrics(facts.result())));
    return card;
  }

  private static List<Map<String, String>> metrics(TrainingResult.Finished result) {
    List<Map<String, String>> metrics = new ArrayList<>();
    if (!result.lossCurve().isEmpty()) {
      metrics.add(metric(result.lossCurve().getLast().loss(), "training, last batch"));
    }
    result.heldOutCurve().stream()
        .filter(point -> point.step() == result.bestStep())
        .findFirst()
        .ifPresent(point -> metrics.add(metric(point.loss(), "held-out records")));
    EvaluationReport evaluation = result.evaluation();
    if (evaluation != null) {
      metrics.addAll(perplexities(evaluation.learnt(), "learnt records"));
      metrics.addAll(perplexities(evaluation.heldOut(), "held-out records"));
    }
    return metrics;
  }

  private static List<Map<String, String>> perplexities(
      EvaluationReport.@Nullable Compared compared, String slice) {
    return compared == null
        ? List.of()
        : List.of(
            metric("perplexity", compared.base().perplexity(), slice + ", base model"),
            metric("perplexity", compared.adapter().perplexity(), slice));
  }

  private static Map<String, String> metric(double loss, String slice) {
    return metric("cross-entropy, nats a token", loss, slice);
  }

  private static Map<String, String> metric(String type, double value, String slice) {
    Map<String, String> metric = new LinkedHashMap<>();
    metric.put("type", type);
    metric.put("value", String.format(Locale.ROOT, "%.6f", value));
    metric.put("slice", slice);
    return metric;
  }

  private static Map<String, Object> base(RunFacts facts) {
    Provenance.BaseModel model = facts.provenance().base();
    Map<String, Object> base = component("machine-learning-model", BASE, model.name());
    base.put("licenses", licences(model.licence()));
    base.put("components", files(BASE, facts.baseFiles()));
    base.put("properties", List.of(property("fingerprint", facts.result().baseHash())));
    return base;
  }

  private static Map<String, Object> dataset(Provenance.Dataset dataset) {
    Map<String, Object> data = component("data", reference(dataset), dataset.name());
    data.put("version", dataset.id().toString());
    data.put("licenses", licences(dataset.licence()));
    data.put("properties", List.of(property("merkleRoot", dataset.merkleRoot())));
    return data;
  }

  private static Map<String, Object> library(String name, String version) {
    Map<String, Object> library = component("library", "program/" + name, name);
    library.put("version", version);
    return library;
  }

  private static List<Object> files(String owner, SortedMap<String, Hash> hashes) {
    List<Object> files = new ArrayList<>();
    hashes.forEach((name, hash) -> {
      Map<String, Object> file = component("file", owner + "/" + name, name);
      file.put("hashes", hashes(hash));
      files.add(file);
    });
    return files;
  }

  private static Map<String, Object> component(String type, String reference, String name) {
    Map<String, Object> component = new LinkedHashMap<>();
    component.put("type", type);
    component.put("bom-ref", reference);
    component.put("name", name);
    return component;
  }

  private static List<Map<String, String>> hashes(Hash hash) {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("alg", "SHA-256");
    one.put("content", plain(hash));
    return List.of(one);
  }

  /// 64 hexadecimal digits, without the `0x` of [Hash#toString].
  static String plain(Hash hash) {
    return HexFormat.of().formatHex(hash.bytes());
  }

  private static List<Object> licences(String licence) {
    return List.of(Map.of("license", Map.of(SPDX.contains(licence) ? "id" : "name", licence)));
  }

  private static Map<String, String> property(String name, Object value) {
    Map<String, String> property = new LinkedHashMap<>();
    property.put("name", "datanet:" + name);
    property.put("value", value.toString());
    return property;
  }

  private static List<Object> dependencies(RunFacts facts) {
    List<String> parts =
        Stream.concat(
                Stream.of(BASE), facts.provenance().datasets().stream().map(d -> reference(d)))
            .toList();
    Map<String, Object> adapter = new LinkedHashMap<>();
    adapter.put("ref", ADAPTER);
    adapter.put("dependsOn", parts);
    return List.of(adapter);
  }

  private static String reference(Provenance.Dataset dataset) {
    return "dataset/" + dataset.id();
  }
}
