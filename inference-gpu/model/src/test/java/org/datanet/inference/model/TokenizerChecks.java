package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/// Token ids and texts against the reference; each line counts the strings that differ.
final class TokenizerChecks {

  private TokenizerChecks() {}

  static void run(Tokenizer tokenizer, Golden golden, Checks checks) {
    JsonNode cases = golden.read("tokenizer-golden.json").path("cases");
    int[] wrong = new int[4];
    for (JsonNode c : cases) {
      String text = c.path("text").asText();
      int[] ids = Golden.ints(c.path("ids"));
      int[] withBos = Golden.ints(c.path("ids_with_bos"));
      wrong[0] += Arrays.equals(tokenizer.encode(text, false), ids) ? 0 : 1;
      wrong[1] += Arrays.equals(tokenizer.encode(text, true), withBos) ? 0 : 1;
      wrong[2] += tokenizer.decode(ids, false).equals(c.path("decoded").asText()) ? 0 : 1;
      String plain = c.path("decoded_skip_special").asText();
      wrong[3] += tokenizer.decode(withBos, true).equals(plain) ? 0 : 1;
    }
    String[] names = {"ids", "ids_with_bos", "decoded", "decoded_skip_special"};
    for (int i = 0; i < names.length; i++) {
      if (cases.isMissingNode()) {
        checks.skip("tokenizer." + names[i]);
      } else {
        checks.exact("tokenizer." + names[i], wrong[i]);
      }
    }
    prompts(tokenizer, golden, checks);
  }

  private static void prompts(Tokenizer tokenizer, Golden golden, Checks checks) {
    int wrong = 0;
    for (JsonNode prompt : golden.json.path("prompts")) {
      int[] ids = tokenizer.encode(prompt.path("text").asText(), true);
      wrong += Arrays.equals(ids, Golden.ints(prompt.path("ids"))) ? 0 : 1;
    }
    checks.exact("tokenizer.prompts", wrong);
  }
}
