package org.datanet.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.datanet.inference.engine.Sampling;
import org.datanet.inference.engine.ScriptedDecoder;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {

  private final ObjectMapper mapper = new ObjectMapper();
  private final RequestReader reader = new RequestReader(mapper, Clock.systemUTC(), 100);

  private OpenAiRequest read(String json) {
    return reader.read(Endpoint.COMPLETIONS, json.replace('\'', '"'));
  }

  @Test
  void readsEveryParameter() {
    OpenAiRequest request =
        read(
            """
            {'model':'m:1','prompt':['once'],'max_tokens':7,'temperature':0.5,'top_p':0.9,'top_k':4,
             'presence_penalty':1,'frequency_penalty':-1,'seed':42,'stop':['a','b'],'stream':true,
             'stream_options':{'include_usage':true},'n':1,'user':'someone','new_thing':{},
             'datanet':{'retrieval':{'datanetId':'0199aaaa-0000-7000-8000-0000000000cc'}}}
            """);
    assertThat(request.model()).isEqualTo("m:1");
    assertThat(request.input()).isEqualTo(new Input.Text("once"));
    assertThat(request.output().maxTokens()).contains(7);
    assertThat(request.sampling())
        .isEqualTo(
            new Sampling(
                0.5, 0.9, 4, 0, new Sampling.Penalties(1, -1, 1), Map.of(), OptionalLong.of(42)));
    assertThat(request.output().stop()).isEqualTo(List.of("a", "b"));
    assertThat(request.delivery().stream()).isTrue();
    assertThat(request.delivery().includeUsage()).isTrue();
    assertThat(request.retrieval().orElseThrow().passages()).isEqualTo(3);
  }

  private OpenAiRequest chat(String json) {
    return reader.read(Endpoint.CHAT, json.replace('\'', '"'));
  }

  private static final String TOOLS =
      "'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object'}}}]";

  @Test
  void readsWhatIsWantedOfTheAnswer() {
    OpenAiRequest.Output output =
        chat("""
        {'model':'m','messages':[{'role':'user','content':'x'}],'n':3,'logprobs':true,
         'top_logprobs':5,'max_completion_tokens':9,'response_format':{'type':'json_object'},
         'user':'u','store':true,'metadata':{'a':'b'},'service_tier':'auto'}
        """)
            .output();
    assertThat(output.choices()).isEqualTo(3);
    assertThat(output.topLogprobs()).hasValue(5);
    assertThat(output.maxTokens()).contains(9);
    assertThat(output.form()).isEqualTo(new OutputForm.AnyObject());
    assertThat(output.findCalls()).isFalse();
  }

  @Test
  void readsTokensAsAPrompt() {
    for (String prompt : List.of("[5,6]", "[[5,6]]")) {
      Input input = read("{'model':'m','prompt':%s}".formatted(prompt)).input();
      assertThat(input.ids(List.of(), new ScriptedDecoder("", 100))).containsExactly(5, 6);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auto | true | false",
        "none | false | false",
        "required | true | true",
        "{'type':'function','function':{'name':'f'}} | true | true",
      })
  void readsWhetherFunctionsMayOrMustBeCalled(String choice, boolean find, boolean forced) {
    String body = "{'model':'m','messages':[{'role':'user','content':'x'}],%s,'tool_choice':%s}";
    String json = choice.startsWith("{") ? choice : "'" + choice + "'";
    OpenAiRequest.Output output = chat(body.formatted(TOOLS, json)).output();
    assertThat(output.findCalls()).isEqualTo(find);
    assertThat(output.form() instanceof OutputForm.Call).isEqualTo(forced);
  }

  @Test
  void callsAndResultsOfFunctionsAreMessages() {
    OpenAiRequest request =
        chat(
            """
            {'model':'m','messages':[{'role':'user','content':'x'},
             {'role':'assistant','content':null,'tool_calls':[{'id':'c1','type':'function',
              'function':{'name':'f','arguments':'{\\'a\\':1}'}}]},
             {'role':'tool','tool_call_id':'c1','content':[{'type':'text','text':'two'}]}]}
            """);
    var messages = ((Input.Conversation) request.input()).chat().messages();
    assertThat(String.valueOf(messages.get(1).fields().get("tool_calls")))
        .contains("arguments={a=1}");
    assertThat(messages.get(2).fields())
        .containsEntry("tool_call_id", "c1")
        .containsEntry("content", "two");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'messages':[]} | messages",
        "{'messages':['x']} | messages[0]",
        "{'messages':[{'role':'king','content':'x'}]} | messages[0].role",
        "{'messages':[{'role':'user'}]} | messages[0].content",
        "{'messages':[{'role':'user','content':[{'type':'image_url'}]}]} | messages[0].content",
        "{'messages':[{'role':'user','content':'x'}],'top_logprobs':2} | top_logprobs",
        "{'messages':[{'role':'user','content':'x'}],'logprobs':true,'top_logprobs':21} | top_logprobs",
        "{'messages':[{'role':'user','content':'x'}],'tools':[{'type':'search'}]} | tools[0].type",
        "{'messages':[{'role':'user','content':'x'}],'tool_choice':'required'} | tool_choice",
        "{'messages':[{'role':'user','content':'x'}],'functions':[{}]} | functions",
        "{'messages':[{'role':'user','content':'x'}],'response_format':{'type':'xml'}} | response_format.type",
        "{'messages':[{'role':'user','content':'x'}],'response_format':{'type':'json_schema','json_schema':{}}} | response_format.json_schema.schema",
      })
  void namesTheFieldOfAChatThatIsWrong(String fields, String field) {
    ProblemException e =
        catchThrowableOfType(
            ProblemException.class, () -> chat("{'model':'m'," + fields.substring(1)));
    assertThat(e.errors().getFirst().field()).isEqualTo(field);
  }

  @Test
  void theHashDoesNotDependOnTheOrderOfFields() {
    assertThat(read("{'model':'m','prompt':'x'}").hash())
        .isEqualTo(read("{ 'prompt' : 'x', 'model':'m' }").hash());
  }

  @Test
  void aSingleUserMessageIsContinuedAsItIs() {
    Input input = chat("{'model':'m','messages':[{'role':'user','content':'Dear'}]}").input();
    var bytes = new ScriptedDecoder("", 100);
    assertThat(bytes.decode(input.ids(List.of(), bytes))).isEqualTo("Dear");
    assertThat(bytes.decode(input.ids(List.of("One.", "Two."), bytes)))
        .isEqualTo("One.\n\nTwo.\n\nDear");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'prompt':'x'} | model",
        "{'model':'m'} | prompt",
        "{'model':'m','prompt':''} | prompt",
        "{'model':'m','prompt':['a','b']} | prompt",
        "{'model':'m','prompt':[]} | prompt",
        "{'model':'m','prompt':[1,100]} | prompt",
        "{'model':'m','prompt':[[1],[2]]} | prompt",
        "{'model':'m','prompt':'x','max_tokens':0} | max_tokens",
        "{'model':'m','prompt':'x','max_tokens':1.5} | max_tokens",
        "{'model':'m','prompt':'x','temperature':3} | temperature",
        "{'model':'m','prompt':'x','temperature':'1'} | temperature",
        "{'model':'m','prompt':'x','top_p':0} | top_p",
        "{'model':'m','prompt':'x','n':9} | n",
        "{'model':'m','prompt':'x','logprobs':21} | logprobs",
        "{'model':'m','prompt':'x','logit_bias':{'100':1}} | logit_bias.100",
        "{'model':'m','prompt':'x','best_of':2} | best_of",
        "{'model':'m','prompt':'x','echo':true} | echo",
        "{'model':'m','prompt':'x','suffix':'y'} | suffix",
        "{'model':'m','prompt':'x','min_p':2} | min_p",
        "{'model':'m','prompt':'x','tools':[{'function':{}}]} | tools[0].function.name",
        "{'model':'m','prompt':'x','stop':['','a']} | stop",
        "{'model':'m','prompt':'x','stop':['a','b','c','d','e']} | stop",
        "{'model':'m','prompt':'x','seed':'one'} | seed",
        "{'model':'m','prompt':'x','stream':'yes'} | stream",
        "{'model':'m','prompt':'x','datanet':{'retrieval':{'datanetId':'?'}}} | datanet.retrieval.datanetId",
        "[] | body",
        "{'model': | body",
        "{'model':'m','model':'n','prompt':'x'} | body",
      })
  void namesTheFieldThatIsWrong(String json, String field) {
    ProblemException e = catchThrowableOfType(ProblemException.class, () -> read(json));
    assertThat(e.problem().status()).isEqualTo(400);
    assertThat(e.errors().getFirst().field()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error",
    "401, authentication_error",
    "402, insufficient_quota",
    "403, permission_error",
    "404, invalid_request_error",
    "409, invalid_request_error",
    "429, rate_limit_error",
    "500, server_error",
    "503, server_error"
  })
  void errorTypesAreThoseOfOpenAi(int status, String type) {
    assertThat(ApiError.type(status)).isEqualTo(type);
  }
}
