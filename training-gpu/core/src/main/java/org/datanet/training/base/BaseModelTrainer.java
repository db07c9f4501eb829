package org.datanet.training.base;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.datanet.inference.model.Attention;
import org.datanet.inference.model.LlamaConfig;
import org.datanet.inference.model.ModelFiles;
import org.datanet.inference.model.Rope;
import org.datanet.inference.model.SpecialIds;
import org.datanet.training.FullTraining;
import org.datanet.training.ModelFolder;
import org.datanet.training.Schedule;
import org.datanet.training.TrainingText;

/// Trains `datanet-nano`: learns the tokenizer from a corpus folder, then all weights, and writes
/// the model in Hugging Face layout with its recipe.
///
/// Arguments: corpus folder, output folder, epochs, threads. In the corpus every `*.txt` file is
/// one text; files named `*-lines.txt` hold one text a line. The same corpus and arguments give the
/// same tokenizer and data order. A run that was interrupted goes on from its checkpoint.
public final class BaseModelTrainer {

  private static final int VOCABULARY = 2048;
  private static final int POSITIONS = 1024;
  private static final long SEED = 20261122;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private BaseModelTrainer() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      throw new IllegalArgumentException("arguments: <corpus> <output> <epochs> <threads>");
    }
    Path corpus = Path.of(args[0]);
    Path output = Path.of(args[1]);
    int threads = Integer.parseInt(args[3]);
    Files.createDirectories(output);
    List<TrainingText> texts = read(corpus);
    LlamaConfig config = writeTokenizer(texts, output);
    config.write(output);
    Schedule schedule =
        new Schedule(Integer.parseInt(args[2]), 2048, 512, 2.5e-3, 0.03, 0.05, 1.0, SEED);
    FullTraining.Outcome outcome =
        new FullTraining(config, output, schedule, threads).train(texts, BaseModelTrainer::print);
    ModelFiles.write(config, outcome.weights(), output);
    writeRecipe(corpus, output, config, schedule, outcome);
  }

  static List<TrainingText> read(Path corpus) throws IOException {
    List<TrainingText> texts = new ArrayList<>();
    for (Path file : files(corpus)) {
      String name = corpus.relativize(file).toString();
      String text = Files.readString(file).replace("\r\n", "\n").strip();
      if (name.endsWith("-lines.txt")) {
        text.lines()
            .filter(line -> !line.isBlank())
            .forEach(line -> texts.add(new TrainingText(name, line.strip())));
      } else {
        texts.add(new TrainingText(name, text));
      }
    }
    return texts;
  }

  private static List<Path> files(Path corpus) throws IOException {
    try (Stream<Path> all = Files.walk(corpus)) {
      return all.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private static LlamaConfig writeTokenizer(List<TrainingText> texts, Path output)
      throws IOException {
    List<BytePairs.Merge> merges =
        BytePairs.learn(
            texts.stream().map(TrainingText::text).toList(), VOCABULARY - TokenizerFiles.FIXED);
    TokenizerFiles.write(merges, POSITIONS, output);
    return new LlamaConfig(
        6,
        192,
        512,
        VOCABULARY,
        Attention.plain(6, 3, 32),
        Rope.plain(10000),
        1e-5,
        false,
        true,
        POSITIONS,
        new SpecialIds(0, List.of(1)));
  }

  private static void print(org.datanet.training.TrainingListener.Progress p) {
    if (p.step() % 10 == 0 || p.step() == p.steps()) {
      System.out.printf(
          Locale.ROOT,
          "step %d of %d  loss %.3f  %.0f tokens/s%n",
          p.step(),
          p.steps(),
          p.loss(),
          p.tokensPerSecond());
    }
  }

  private static void writeRecipe(
      Path corpus, Path output, LlamaConfig config, Schedule schedule, FullTraining.Outcome outcome)
      throws IOException {
    Map<String, Object> recipe = new LinkedHashMap<>();
    recipe.put("model", config);
    recipe.put("schedule", schedule);
    recipe.put("steps", outcome.steps());
    recipe.put("tokens", outcome.tokens());
    recipe.put("dataOrderHash", outcome.dataOrderHash().toString());
    Map<String, String> data = new LinkedHashMap<>();
    for (Path file : files(corpus)) {
      data.put(
          corpus.relativize(file).toString().replace('\\', '/'),
          ModelFolder.sha256(file).toString());
    }
    recipe.put("data", data);
    recipe.put("modelSha256", ModelFolder.sha256(output.resolve("model.safetensors")).toString());
    recipe.put(
        "lossCurve",
        outcome.lossCurve().stream()
            .filter(p -> p.step() % 10 == 1 || p.step() == outcome.steps())
            .toList());
    Files.writeString(
        output.resolve("recipe.json"),
        JSON.writeValueAsString(recipe) + "\n",
        StandardCharsets.UTF_8);
  }
}
