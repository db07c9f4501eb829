package org.datanet.inference.constrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintTest {

  private static final int END = 0;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final TokenTexts TOKENS = tokens();

  /// Every byte and some longer tokens, as a byte-level BPE has them.
  private static TokenTexts tokens() {
    List<byte[]> texts = new ArrayList<>();
    texts.add(new byte[0]);
    for (int b = 0; b < 256; b++) {
      texts.add(new byte[] {(byte) b});
    }
    for (String text :
        List.of(
            "{\"", "\":", "\": ", "\",", "\"}", "\"]", "},", "]}", "{}", "[]", "true", "false",
            "null", "12", "00", "-1", " the", "ing", "é", "日本", "\\u", "\\n", "  ", "    ", "\n  ",
            "name", ", \"", "},{\"", "\"}\n", "e+", ".5", "0.", "\" :")) {
      texts.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return TokenTexts.of(texts.size(), texts::get, Set.of(END));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static Constraint constraint(String schema) {
    return new Constraints(TOKENS).schema(json(schema));
  }

  /// An answer of a model that knows nothing: random logits.
  private static String answer(Constraint constraint, int maxTokens, long seed) {
    Random random = new Random(seed);
    Reading reading = constraint.read(maxTokens);
    var text = new ByteArrayOutputStream();
    for (int i = 0; i < maxTokens && !reading.complete(); i++) {
      int token = likeliest(reading, random);
      reading.accept(token);
      if (token == END) {
        break;
      }
      text.writeBytes(TOKENS.text(token));
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private static int likeliest(Reading reading, Random random) {
    float[] logits = new float[TOKENS.size()];
    for (int t = 0; t < logits.length; t++) {
      logits[t] = (float) random.nextGaussian();
    }
    assertThat(reading.restrict(logits)).isTrue();
    int best = 0;
    for (int t = 1; t < logits.length; t++) {
      best = logits[t] > logits[best] ? t : best;
    }
    return best;
  }

  private static void assertValid(String schema, long seed) {
    Constraint constraint = constraint(schema);
    int needed = constraint.neededTokens();
    for (int maxTokens : new int[] {needed, needed + 1, needed + 7, needed + 60}) {
      String text = answer(constraint, maxTokens, seed);
      try {
        List<String> errors = SchemaCheck.errors(json(schema), JSON.readTree(text));
        assertThat(errors).as(text + " by " + schema).isEmpty();
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + text + " by " + schema, e);
      }
    }
  }

  @Provide
  Arbitrary<String> schemas() {
    return schema(3);
  }

  private static Arbitrary<String> schema(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.of(
            "{'type':'string'}",
            "{'type':'string','minLength':2,'maxLength':5}",
            "{'type':'string','pattern':'^[A-Z][a-z]{1,3}-\\\\d+$'}",
            "{'type':'string','format':'date-time'}",
            "{'type':'string','format':'email'}",
            "{'type':'integer'}",
            "{'type':'integer','minimum':-12,'maximum':107}",
            "{'type':'integer','exclusiveMinimum':99}",
            "{'type':'number'}",
            "{'type':'number','minimum':0,'maximum':1}",
            "{'type':'number','minimum':-3,'maximum':-1}",
            "{'type':['boolean','null']}",
            "{'enum':['a','b c',3,null,{'x':[1]}]}",
            "{'const':'ñandú'}",
            "{'type':'object'}",
            "{}");
    if (depth == 0) {
      return scalar;
    }
    Arbitrary<String> inner = Arbitraries.lazy(() -> schema(depth - 1));
    Arbitrary<String> array =
        Arbitraries.of("", ",'minItems':2", ",'maxItems':3", ",'minItems':1,'maxItems':2")
            .flatMap(size -> inner.map(i -> "{'type':'array','items':" + i + size + "}"));
    Arbitrary<String> any =
        inner.list().ofMinSize(1).ofMaxSize(3).map(l -> "{'anyOf':[" + String.join(",", l) + "]}");
    return Arbitraries.frequencyOf(
        Tuple.of(3, scalar), Tuple.of(1, array), Tuple.of(1, any), Tuple.of(2, object(inner)));
  }

  private static Arbitrary<String> object(Arbitrary<String> inner) {
    return inner
        .list()
        .ofMaxSize(4)
        .flatMap(values ->
            Arbitraries.of("false", "true", "{'type':'integer'}")
                .flatMap(more ->
                    Arbitraries.integers()
                        .between(0, 15)
                        .map(required -> object(values, required, more))));
  }

  private static String object(List<String> values, int required, String more) {
    List<String> names = List.of("a", "ab", "name", "n \\\" q");
    List<String> properties = new ArrayList<>();
    List<String> needed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String name = names.get(i).replace("\\\"", "ü");
      properties.add("'" + name + "':" + values.get(i));
      if ((required >> i & 1) == 1) {
        needed.add("'" + name + "'");
      }
    }
    return "{'type':'object','properties':{%s},'required':[%s],'additionalProperties':%s}"
        .formatted(String.join(",", properties), String.join(",", needed), more);
  }

  @Property(tries = 150)
  void whateverTheModelPrefersTheAnswerFollowsTheSchemaWithinTheTokenLimit(
      @ForAll("schemas") String schema, @ForAll long seed) {
    assertValid(schema, seed);
  }

  @Test
  void schemasMayContainThemselves() {
    String tree =
        """
        {'$defs':{'node':{'type':'object','properties':{'value':{'type':'integer'},
         'children':{'type':'array','items':{'$ref':'#/$defs/node'}}},
         'required':['value','children'],'additionalProperties':false}},'$ref':'#/$defs/node'}
        """;
    for (int seed = 0; seed < 20; seed++) {
      assertValid(tree, seed);
    }
  }

  @Test
  void anyObjectIsAnObject() throws JsonProcessingException {
    Constraint object = new Constraints(TOKENS).object();
    for (int seed = 0; seed < 50; seed++) {
      assertThat(JSON.readTree(answer(object, 40, seed)).isObject()).isTrue();
    }
  }

  @Test
  void aCallIsWrittenInTheFormOfItsModel() {
    var form = new Constraints.CallForm("<tool_call>\n", "name", "arguments", "\n</tool_call>");
    var weather =
        new Constraints.Callable(
            "weather", json("{'type':'object','properties':{'town':{'enum':['Lima','Quito']}}}"));
    String call = answer(new Constraints(TOKENS).call(form, List.of(weather)), 80, 1);
    assertThat(call).startsWith("<tool_call>\n{").endsWith("}\n</tool_call>");
    String inner = call.substring(12, call.length() - 13);
    assertThat(json(inner).path("name").asText()).isEqualTo("weather");
    assertThat(json(inner).path("arguments").isObject()).isTrue();
  }

  @Test
  void aLimitThatCutsTheAnswerIsKnown() {
    Constraint constraint = constraint("{'type':'string','minLength':30}");
    Reading reading = constraint.read(constraint.neededTokens());
    while (!reading.complete()) {
      reading.accept(likeliest(reading, new Random(1)));
    }
    assertThat(reading.hurried()).isTrue();
    Reading free = constraint("{'const':1}").read(100);
    free.restrict(new float[TOKENS.size()]);
    assertThat(free.hurried()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'object','properties':{'a':{'not':{}}}} | #/properties/a/not",
        "{'type':'array','items':{'type':'string'},'uniqueItems':true} | #/uniqueItems",
        "{'type':'text'} | #/type",
        "{'type':'object','required':['x']} | #/required",
        "{'$ref':'#/$defs/none'} | #/$ref",
        "{'$defs':{'a':{'$ref':'#/$defs/a'}},'$ref':'#/$defs/a'} | #/$defs/a/$ref",
        "{'type':'string','pattern':'(?=a)b'} | #/pattern",
        "{'type':'string','pattern':'(a*)*'} | #/pattern",
        "{'type':'string','format':'regex'} | #/format",
        "{'type':'integer','minimum':2,'maximum':1} | #",
        "{'type':'number','multipleOf':0.5} | #/multipleOf",
        "{'type':'array','minItems':-1} | #/minItems",
        "{'anyOf':[{'oneOf':[]}]} | #/anyOf/0/oneOf",
        "[] | #",
      })
  void namesThePlaceThatIsNotSupported(String schema, String path) {
    assertThatThrownBy(() -> constraint(schema))
        .isInstanceOfSatisfying(
            UnsupportedSchemaException.class, e -> assertThat(e.path()).isEqualTo(path));
  }

  @Test
  void aRecursionWithoutEndCannotBeWritten() {
    Constraint endless =
        constraint(
            "{'type':'object','properties':{'a':{'$ref':'#'}},'required':['a'],"
                + "'additionalProperties':false}");
    assertThat(endless.neededTokens()).isEqualTo(Constraint.UNWRITABLE);
  }
}
