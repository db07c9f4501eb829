package org.datanet.inference.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.datanet.inference.model.chat.Chat;
import org.datanet.inference.model.chat.ChatTemplate;
import org.jspecify.annotations.Nullable;

/// Text to token ids and back, as the model's files define it. Safe for many threads.
public final class Tokenizer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> OPTIONS =
      Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

  private final TokenizerSource source;
  private final HuggingFaceTokenizer tokenizer;

  /// The same without special tokens: what they spell is text. Made when a text spells one.
  private @Nullable HuggingFaceTokenizer plain;

  private final SpecialTokens special;
  private final ChatTemplate template;
  private final ChatTemplate toolTemplate;
  private final TokenBytes tokenBytes;
  private final boolean addsBos;

  private Tokenizer(TokenizerSource source) throws IOException {
    JsonNode json = JSON.readTree(source.json());
    this.source = source;
    this.tokenizer = open(json);
    this.special = new SpecialTokens(json);
    this.template = source.chatTemplate().map(ChatTemplate::of).orElse(ChatTemplate.CONTINUATION);
    this.toolTemplate = source.toolTemplate().map(ChatTemplate::of).orElse(template);
    this.tokenBytes = TokenBytes.of(json);
    this.addsBos = source.special().bos() >= 0 && source.addsBos().orElseGet(this::startsWithBos);
  }

  /// Reads the tokenizer of a model: a folder in Hugging Face layout, or a GGUF file.
  public static Tokenizer load(Path model) {
    return of(TokenizerSource.read(model));
  }

  static Tokenizer of(TokenizerSource source) {
    try {
      return new Tokenizer(source);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the tokenizer of the model", e);
    }
  }

  private static HuggingFaceTokenizer open(JsonNode json) throws IOException {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(bytes), OPTIONS);
  }

  private synchronized HuggingFaceTokenizer plain() {
    if (plain == null) {
      try {
        plain = open(withoutSpecial(JSON.readTree(source.json())));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the tokenizer of the model", e);
      }
    }
    return plain;
  }

  private static JsonNode withoutSpecial(JsonNode json) {
    Iterator<JsonNode> added = json.path("added_tokens").iterator();
    while (added.hasNext()) {
      if (added.next().path("special").asBoolean()) {
        added.remove();
      }
    }
    return json instanceof ObjectNode object ? object.putNull("post_processor") : json;
  }

  private boolean startsWithBos() {
    long[] ids = tokenizer.encode("", true, false).getIds();
    return ids.length > 0 && ids[0] == source.special().bos();
  }

  /// Ids of a text of one's own: special tokens written out in it become special tokens.
  ///
  /// @param addBos whether to start with the begin-of-text token, where the model's texts do
  public int[] encode(String text, boolean addBos) {
    return started(ids(tokenizer, text), addBos);
  }

  /// Ids of a stranger's text: special tokens written out in it stay text.
  ///
  /// @param addBos whether to start with the begin-of-text token, where the model's texts do
  public int[] encodeText(String text, boolean addBos) {
    return started(ids(special.occurIn(text) ? plain() : tokenizer, text), addBos);
  }

  /// Ids of a conversation in the form that the model was trained on. Special tokens count only
  /// where the template itself writes them; in messages and tools they are text.
  ///
  /// @throws IllegalArgumentException when the template refuses the conversation, with its reason
  public int[] encode(Chat chat) {
    char mark = SpecialTokens.unusedMark(chat);
    String text = render(special.marked(chat, mark));
    if (text.indexOf(mark) < 0) {
      return ids(tokenizer, text);
    }
    return special.cut(text, mark).stream()
        .flatMapToInt(piece ->
            piece.id() >= 0 ? IntStream.of(piece.id()) : Arrays.stream(ids(plain(), piece.text())))
        .toArray();
  }

  private String render(Chat chat) {
    String bos = source.bos().orElseGet(() -> special.text(source.special().bos()));
    ChatTemplate form = chat.tools().isEmpty() ? template : toolTemplate;
    boolean starts = addsBos || hasChatTemplate();
    return form.render(
        chat, starts ? bos : "", source.eos().orElseGet(() -> special.text(eosId())));
  }

  private int[] started(int[] ids, boolean addBos) {
    return addBos && addsBos
        ? IntStream.concat(IntStream.of(bosId()), Arrays.stream(ids)).toArray()
        : ids;
  }

  private static int[] ids(HuggingFaceTokenizer tokenizer, String text) {
    return Arrays.stream(tokenizer.encode(text, false, false).getIds())
        .mapToInt(id -> (int) id)
        .toArray();
  }

  /// Text of ids. Bytes that are not UTF-8 (a character cut in two) become U+FFFD.
  public String decode(int[] ids, boolean skipSpecial) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), skipSpecial);
  }

  /// The bytes of UTF-8 text that a token stands for; none for a special token.
  public byte[] bytes(int id) {
    return tokenBytes.of(id);
  }

  /// The Jinja text of the template for conversations with tools; empty without one.
  public String toolTemplate() {
    return source.toolTemplate().or(source::chatTemplate).orElse("");
  }

  /// Whether the model has a chat template of its own; without one a chat is simply continued.
  public boolean hasChatTemplate() {
    return source.chatTemplate().isPresent();
  }

  /// How the model's makers want it sampled.
  public GenerationDefaults generationDefaults() {
    return source.defaults();
  }

  /// Id that starts a text, or [SpecialIds#NONE] where the model's texts start without one.
  public int bosId() {
    return addsBos ? source.special().bos() : SpecialIds.NONE;
  }

  /// Id that ends a text in training, or [SpecialIds#NONE].
  public int eosId() {
    return eosIds().stream().findFirst().orElse(SpecialIds.NONE);
  }

  /// Every id after which nothing follows.
  public List<Integer> eosIds() {
    return Stream.concat(source.special().eos().stream(), source.defaults().eosIds().stream())
        .distinct()
        .toList();
  }

  /// Number of ids the model knows.
  public int vocabSize() {
    return source.vocab();
  }

  @Override
  public synchronized void close() {
    tokenizer.close();
    if (plain != null) {
      plain.close();
    }
  }
}
