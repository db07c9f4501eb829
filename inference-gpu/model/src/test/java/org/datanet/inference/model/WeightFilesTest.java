package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// R48: a model whose files contradict its configuration is refused by name.
class WeightFilesTest {

  private static final String NORM = "model.norm.weight";
  private static final Path SHARDED = Path.of("src/test/resources/families/qwen3-bf16-shards");

  @TempDir Path folder;
  private LlamaConfig config = LlamaConfig.read(SHARDED);

  @BeforeEach
  void copy() throws IOException {
    try (var files = Files.list(SHARDED)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void acceptsAGoodModel() {
    WeightFiles.check(WeightFiles.open(folder, Arena.ofAuto()), config);
  }

  @Test
  void refusesShardsThatAreMissingOrElsewhere() throws IOException {
    String shard = "model-00002-of-00003.safetensors";
    changeIndex(shard, "../" + shard);
    assertRefused("names the shard '../" + shard + "'");
    changeIndex("../" + shard, "gone.safetensors");
    assertRefused("names the shard gone.safetensors, which is missing");
    changeIndex("gone.safetensors", "model-00001-of-00003.safetensors");
    assertRefused("says that model-00001-of-00003.safetensors holds");
  }

  private void changeIndex(String from, String to) throws IOException {
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, Files.readString(index).replace(from, to));
  }

  @Test
  void refusesTensorsThatAreMissingMisshapedOrDamaged() throws IOException {
    config = LlamaConfig.read(Golden.FOLDER);
    Files.delete(folder.resolve("model.safetensors.index.json"));
    writeWith(all -> all.remove(NORM));
    assertRefused("the model lacks the tensor model.norm.weight [64]");
    writeWith(all -> all.put(NORM, new Safetensors.Entry(new float[32], new long[] {32})));
    assertRefused("the tensor model.norm.weight has shape [32], the configuration needs [64]");
    float[] damaged = new float[64];
    damaged[5] = Float.POSITIVE_INFINITY;
    writeWith(all -> all.put(NORM, new Safetensors.Entry(damaged, new long[] {64})));
    assertRefused("the tensor model.norm.weight is damaged: value 5 is NaN or infinite");
  }

  private void writeWith(Consumer<TreeMap<String, Safetensors.Entry>> change) throws IOException {
    TreeMap<String, Safetensors.Entry> all = new TreeMap<>();
    for (WeightLayout.Weight w : WeightLayout.of(config)) {
      all.put(w.name(), new Safetensors.Entry(new float[w.size()], w.shape()));
    }
    change.accept(all);
    Safetensors.write(folder.resolve("model.safetensors"), all, true);
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> WeightFiles.check(WeightFiles.open(folder, Arena.ofAuto()), config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
