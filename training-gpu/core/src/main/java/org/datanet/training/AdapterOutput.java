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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.datanet.inference.model.PeftFiles;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;

/// Writes a finished adapter beside its place and moves it there in one go.
final class AdapterOutput {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private AdapterOutput() {}

  static TrainingResult.Finished write(
      TrainingRequest request,
      TrainableParameters parameters,
      TrainingPlan plan,
      Hash base,
      List<LossPoint> curve) {
    TrainingSettings s = request.settings();
    Path part = request.output().resolveSibling(request.output().getFileName() + ".part");
    PeftFiles.write(parameters.adapter(s.rank(), s.alpha(), false, request.baseModelName()), part);
    TrainingResult.Finished result =
        new TrainingResult.Finished(
            request.output(),
            ModelFolder.sha256(part.resolve(PeftFiles.WEIGHTS)),
            base,
            plan.orderHash(),
            plan.steps(),
            plan.tokens(),
            curve);
    try {
      JSON.writeValue(part.resolve(LoraTrainer.REPORT).toFile(), report(request, result));
      delete(request.output());
      Files.move(part, request.output(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the adapter: " + e.getMessage(), e);
    }
    return result;
  }

  private static Map<String, Object> report(
      TrainingRequest request, TrainingResult.Finished result) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("baseModel", request.baseModelName());
    report.put("baseHash", result.baseHash().toString());
    report.put("adapterSha256", result.adapterHash().toString());
    report.put(
        "datasetVersions",
        request.datasetVersions().stream().map(DatasetVersionId::toString).toList());
    report.put("records", request.texts().size());
    report.put("tokens", result.tokens());
    report.put("dataOrderHash", result.dataOrderHash().toString());
    report.put("settings", request.settings());
    report.put("steps", result.steps());
    report.put("lossCurve", result.lossCurve());
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
