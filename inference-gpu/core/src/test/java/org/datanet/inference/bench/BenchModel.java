package org.datanet.inference.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.model.LlamaConfig;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.ModelFiles;
import org.datanet.inference.model.PeftFiles;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Hash;

/// A base model and any number of adapters for it, made on the spot. The adapters' weights are a
/// few files under many names, hard-linked, so that thousands of them fit the disk; their settings
/// and with them their content hashes differ.
final class BenchModel implements AdapterFiles {

  static final int RANK = 8;

  private static final int WEIGHT_FILES = 8;

  /// The shape of SmolLM2-135M.
  private static final String SHAPE =
      """
      {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": 49152,
       "hidden_size": 576, "intermediate_size": 1536, "num_hidden_layers": 30,
       "num_attention_heads": 9, "num_key_value_heads": 3, "head_dim": 64,
       "max_position_embeddings": 8704, "rms_norm_eps": 1e-05, "rope_theta": 100000.0,
       "tie_word_embeddings": true, "bos_token_id": 1, "eos_token_id": 2}
      """;

  private final Path folder;
  private final Path base;
  private final LlamaConfig config;
  private final List<Path> weights = new ArrayList<>();
  private final List<byte[]> weightHashes = new ArrayList<>();
  private final Map<String, Integer> made = new HashMap<>();
  private final Map<Integer, AdapterRef> refs = new HashMap<>();

  private BenchModel(Path folder, Path base) throws IOException {
    this.folder = folder;
    this.base = base;
    this.config = LlamaConfig.read(base);
    for (int i = 0; i < WEIGHT_FILES; i++) {
      Path at = folder.resolve("weights" + i);
      PeftFiles.write(adapter(i), at);
      weights.add(at);
      weightHashes.add(Hash.sha256(Files.readAllBytes(at.resolve(PeftFiles.WEIGHTS))).bytes());
    }
  }

  /// Around a model that is there.
  static BenchModel of(Path base, Path folder) throws IOException {
    return new BenchModel(folder, base);
  }

  /// A model of random weights.
  ///
  /// @param tokenizer a `tokenizer.json`; ids that it does not know have no text
  static BenchModel random(Path tokenizer, Path folder) throws IOException {
    Path base = Files.createDirectories(folder.resolve("model"));
    Files.writeString(base.resolve("config.json"), SHAPE);
    LlamaConfig config = LlamaConfig.read(base);
    ModelFiles.write(config, noise(size(config), new Random(1)), base);
    Files.copy(tokenizer, base.resolve("tokenizer.json"));
    return new BenchModel(folder, base);
  }

  private static int size(LlamaConfig config) {
    int inOut =
        2 * config.hidden() * (config.heads() + config.kvHeads()) * config.headDim()
            + 3 * config.hidden() * config.intermediate();
    return config.vocab() * config.hidden()
        + config.hidden()
        + config.layers() * (2 * config.hidden() + inOut);
  }

  private static float[] noise(int size, Random random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (random.nextFloat() - 0.5f) * 0.08f;
    }
    return values;
  }

  Path base() {
    return base;
  }

  LlamaConfig config() {
    return config;
  }

  /// A registered adapter.
  synchronized AdapterRef ref(int number) {
    return refs.computeIfAbsent(number, this::newRef);
  }

  /// The hash is that of [AdapterContent], without reading the weights again for every name.
  private AdapterRef newRef(int number) {
    byte[] settings = settings(number).getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(Hash.sha256(settings).bytes(), 64);
    System.arraycopy(weightHashes.get(number % WEIGHT_FILES), 0, both, 32, 32);
    made.put("bench:" + number, number);
    return new AdapterRef("bench:" + number, new AdapterId(new UUID(1, number)), Hash.sha256(both));
  }

  @Override
  public void download(AdapterRef ref, Path into) throws IOException {
    Integer number;
    synchronized (this) {
      number = made.get(ref.modelId());
    }
    if (number == null) {
      throw new IOException("no object " + ref.modelId());
    }
    write(number, into);
  }

  private void write(int number, Path into) throws IOException {
    Path from = weights.get(number % WEIGHT_FILES);
    Files.createLink(into.resolve(PeftFiles.WEIGHTS), from.resolve(PeftFiles.WEIGHTS));
    Files.writeString(into.resolve(PeftFiles.CONFIG), settings(number));
  }

  private String settings(int number) {
    try {
      Path from = weights.get(number % WEIGHT_FILES);
      return Files.readString(from.resolve(PeftFiles.CONFIG))
          .replace("\"r\"", "\"revision\":" + number + ",\"r\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An adapter as it is in memory.
  LoraAdapter adapter(int seed) {
    Random random = new Random(seed);
    int queries = config.heads() * config.headDim();
    int keys = config.kvHeads() * config.headDim();
    Map<String, float[]> tensors = new HashMap<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      String at = "base_model.model.model.layers." + layer + ".";
      put(tensors, at + "self_attn.q_proj", config.hidden(), queries, random);
      put(tensors, at + "self_attn.k_proj", config.hidden(), keys, random);
      put(tensors, at + "self_attn.v_proj", config.hidden(), keys, random);
      put(tensors, at + "self_attn.o_proj", queries, config.hidden(), random);
      put(tensors, at + "mlp.gate_proj", config.hidden(), config.intermediate(), random);
      put(tensors, at + "mlp.up_proj", config.hidden(), config.intermediate(), random);
      put(tensors, at + "mlp.down_proj", config.intermediate(), config.hidden(), random);
    }
    List<String> targets =
        List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");
    return new LoraAdapter(RANK, 16, false, targets, tensors, "bench");
  }

  private static void put(
      Map<String, float[]> tensors, String name, int in, int out, Random random) {
    tensors.put(name + ".lora_A.weight", noise(RANK * in, random));
    tensors.put(name + ".lora_B.weight", noise(RANK * out, random));
  }
}
