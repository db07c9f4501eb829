package org.datanet.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.datanet.inference.model.PeftFiles;
import org.datanet.inference.model.TrainableParameters;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// Writes a finished adapter beside its place and moves it there in one go.
final class AdapterOutput {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final TrainingRequest request;
  private final Hash base;
  private final TrainingPlan plan;
  private final @Nullable EvaluationReport evaluation;

  AdapterOutput(
      TrainingRequest request,
      Hash base,
      TrainingPlan plan,
      @Nullable EvaluationReport evaluation) {
    this.request = request;
    this.base = base;
    this.plan = plan;
    this.evaluation = evaluation;
  }

  /// @throws ProblemException when the disk does not take it
  TrainingResult.Finished write(TrainableParameters parameters, TrainingLoop loop, int bestStep) {
    Path part = request.output().resolveSibling(request.output().getFileName() + ".part");
    try {
      PeftFiles.write(parameters.adapter(request.provenance().base().name()), part);
      TrainingResult.Finished result = result(loop, bestStep, part);
      RunFacts facts = facts(result, part);
      JSON.writeValue(part.resolve(LoraTrainer.REPORT).toFile(), RunManifest.of(facts));
      JSON.writeValue(part.resolve(BillOfMaterials.FILE).toFile(), BillOfMaterials.of(facts));
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
        loop.heldOutCurve(),
        evaluation);
  }

  private RunFacts facts(TrainingResult.Finished result, Path folder) {
    SortedMap<String, Hash> files = new TreeMap<>();
    for (String name : List.of(PeftFiles.CONFIG, PeftFiles.WEIGHTS)) {
      files.put(name, ModelFolder.sha256(folder.resolve(name)));
    }
    return new RunFacts(
        request,
        result,
        ModelFolder.files(request.baseModel()),
        files,
        plan.contentHash(),
        plan.steps());
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
