package org.datanet.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.datanet.inference.model.PeftFiles;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// Writes a finished adapter beside its place and moves it there in one go.
final class AdapterOutput {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final TrainingRequest request;
  private final Hash base;
  private final TrainingPlan plan;

  AdapterOutput(TrainingRequest request, Hash base, TrainingPlan plan) {
    this.request = request;
    this.base = base;
    this.plan = plan;
  }

  /// @throws ProblemException when the disk does not take it
  TrainingResult.Finished write(TrainableParameters parameters, TrainingLoop loop, int bestStep) {
    Path part = request.output().resolveSibling(request.output().getFileName() + ".part");
    try {
      PeftFiles.write(parameters.adapter(request.provenance().base().name()), part);
      TrainingResult.Finished result = result(loop, bestStep, part);
      JSON.writeValue(part.resolve(LoraTrainer.REPORT).toFile(), report(result));
      delete(request.output());
      Files.move(part, request.output(), StandardCopyOption.ATOMIC_MOVE);
      return result;
    } catch (IOException | UncheckedIOException e) {
      throw new ProblemException(
          TrainingProblem.NOT_WRITTEN,
          "The adapter could not be written ("
              + e.getMessage()
              + "). Free disk space and start the run again; it goes on from its checkpoint.");
    }
  }

  private TrainingResult.Finished result(TrainingLoop loop, int bestStep, Path folder) {
    return new TrainingResult.Finished(
        request.output(),
        ModelFolder.sha256(folder.resolve(PeftFiles.WEIGHTS)),
        base,
        plan.orderHash(),
        loop.curve().size(),
        bestStep,
        loop.learnt(),
        loop.curve(),
        loop.heldOutCurve());
  }

  private Map<String, Object> report(TrainingResult.Finished result) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("baseModel", request.provenance().base().name());
    report.put("baseHash", result.baseHash().toString());
    report.put("adapterSha256", result.adapterHash().toString());
    report.put(
        "datasetVersions",
        request.provenance().datasets().stream().map(d -> d.id().toString()).toList());
    report.put("records", request.texts().stream().map(TrainingText::recordId).distinct().count());
    report.put("tokens", result.tokens());
    report.put("dataOrderHash", result.dataOrderHash().toString());
    report.put("settings", request.settings());
    report.put("threads", request.threads());
    report.put("steps", result.steps());
    report.put("bestStep", result.bestStep());
    report.put("lossCurve", result.lossCurve());
    report.put("heldOutCurve", result.heldOutCurve());
    return report;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
