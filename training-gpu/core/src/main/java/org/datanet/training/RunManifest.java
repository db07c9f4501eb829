package org.datanet.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.kernel.Hash;

/// The record of a run, `training.json`: what went in, how it was learnt, what came out. Two equal
/// runs on one machine give the same bytes.
final class RunManifest {

  private RunManifest() {}

  static Map<String, Object> of(RunFacts facts) {
    TrainingRequest request = facts.request();
    TrainingResult.Finished result = facts.result();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("baseModel", base(facts));
    all.put("datasets", facts.provenance().datasets().stream().map(RunManifest::dataset).toList());
    Hash parent = facts.provenance().parentAdapter();
    all.put("parentAdapter", parent == null ? null : parent.toString());
    all.put("program", program(facts));
    all.put("settings", request.settings());
    all.put("threads", request.threads());
    all.put("records", request.texts().stream().map(TrainingText::recordId).distinct().count());
    all.put("dataOrderHash", result.dataOrderHash().toString());
    all.put("contentHash", facts.contentHash().toString());
    all.put("steps", result.steps());
    all.put("bestStep", result.bestStep());
    all.put("tokens", result.tokens());
    all.put("lossCurve", result.lossCurve());
    all.put("heldOutCurve", result.heldOutCurve());
    all.put("evaluation", result.evaluation());
    all.put("gradients", gradients(facts));
    all.put("files", hexed(facts.adapterFiles()));
    return all;
  }

  private static Map<String, Object> base(RunFacts facts) {
    Map<String, Object> base = new LinkedHashMap<>();
    base.put("name", facts.provenance().base().name());
    base.put("licence", facts.provenance().base().licence());
    base.put("fingerprint", facts.result().baseHash().toString());
    base.put("files", hexed(facts.baseFiles()));
    return base;
  }

  private static Map<String, Object> dataset(Provenance.Dataset dataset) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", dataset.id().toString());
    one.put("name", dataset.name());
    one.put("merkleRoot", dataset.merkleRoot().toString());
    one.put("licence", dataset.licence());
    return one;
  }

  private static Map<String, Object> program(RunFacts facts) {
    Map<String, Object> program = new LinkedHashMap<>();
    program.put("datanet", facts.provenance().codeVersion());
    program.put("java", Runtime.version().toString());
    program.putAll(TrainableParameters.libraries());
    return program;
  }

  /// Where gradients of the records were handed out; the last at the finished adapter.
  private static List<Map<String, Object>> gradients(RunFacts facts) {
    TrainingSettings settings = facts.request().settings();
    int count = settings.gradients().checkpoints();
    List<Map<String, Object>> points = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      int step =
          number == count
              ? facts.result().bestStep()
              : settings.gradients().step(number, facts.plannedSteps());
      if (step <= facts.result().steps()) {
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("number", number);
        point.put("step", step);
        point.put("learningRate", settings.schedule().rate(step, facts.plannedSteps()));
        point.put("seed", settings.schedule().seed());
        point.put("dimension", settings.gradients().dimension());
        points.add(point);
      }
    }
    return points;
  }

  private static Map<String, String> hexed(SortedMap<String, Hash> hashes) {
    Map<String, String> hexed = new LinkedHashMap<>();
    hashes.forEach((name, hash) -> hexed.put(name, hash.toString()));
    return hexed;
  }
}
