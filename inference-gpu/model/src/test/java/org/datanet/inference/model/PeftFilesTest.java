package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeftFilesTest {

  @TempDir Path folder;

  @Test
  void writesTheSameBytesItRead() throws IOException {
    Golden golden = new Golden();
    for (int i = 0; i < 4; i++) {
      LoraAdapter adapter = golden.adapter(i);
      PeftFiles.write(adapter, folder);
      assertThat(folder.resolve(PeftFiles.WEIGHTS))
          .hasSameBinaryContentAs(
              Golden.FOLDER
                  .resolve(golden.json.at("/adapters/" + i + "/name").asText())
                  .resolve(PeftFiles.WEIGHTS));
      LoraAdapter again = PeftFiles.read(folder);
      assertThat(again.scaling()).isEqualTo(adapter.scaling());
      assertThat(again.targets()).isEqualTo(adapter.targets());
      assertThat(again.baseModel()).isEqualTo("llama-tiny");
      assertThat(again.tensors().keySet()).isEqualTo(adapter.tensors().keySet());
      again
          .tensors()
          .forEach((name, v) -> assertThat(v).containsExactly(adapter.tensors().get(name)));
    }
  }

  @Test
  void knowsRsloraScaling() {
    assertThat(new Golden().adapter(3).scaling())
        .isCloseTo(4.24264, org.assertj.core.data.Offset.offset(1e-5));
  }

  @Test
  void refusesWhatIsNotPlainLora() throws IOException {
    Files.writeString(
        folder.resolve(PeftFiles.CONFIG), "{\"peft_type\":\"LORA\",\"use_dora\":true}");
    assertThatThrownBy(() -> PeftFiles.read(folder)).hasMessageContaining("only plain LoRA");
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    Path source = Golden.FOLDER.resolve("adapter0-r4");
    Files.copy(source.resolve(PeftFiles.CONFIG), folder.resolve(PeftFiles.CONFIG));
    byte[] all = Files.readAllBytes(source.resolve(PeftFiles.WEIGHTS));
    Files.write(folder.resolve(PeftFiles.WEIGHTS), java.util.Arrays.copyOf(all, all.length - 100));
    assertThatThrownBy(() -> PeftFiles.read(folder)).isInstanceOf(IllegalArgumentException.class);
  }
}
