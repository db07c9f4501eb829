package org.datanet.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.datanet.inference.engine.Sampling;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {

  private final ObjectMapper mapper = new ObjectMapper();
  private final RequestReader reader = new RequestReader(mapper, ChatTemplate.CONTINUATION);

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
    assertThat(request.prompt()).isEqualTo("once");
    assertThat(request.maxTokens()).contains(7);
    assertThat(request.decoding().sampling())
        .isEqualTo(
            new Sampling(
                0.5, 0.9, 4, 0, new Sampling.Penalties(1, -1, 1), Map.of(), OptionalLong.of(42)));
    assertThat(request.decoding().stop()).isEqualTo(List.of("a", "b"));
    assertThat(request.stream()).isTrue();
    assertThat(request.includeUsage()).isTrue();
    assertThat(request.retrieval().orElseThrow().passages()).isEqualTo(3);
  }

  @Test
  void theHashDoesNotDependOnTheOrderOfFields() {
    assertThat(read("{'model':'m','prompt':'x'}").hash())
        .isEqualTo(read("{ 'prompt' : 'x', 'model':'m' }").hash());
  }

  @Test
  void aSingleUserMessageIsContinuedAsItIs() {
    String chat = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Dear\"}]}";
    assertThat(reader.read(Endpoint.CHAT, chat).prompt()).isEqualTo("Dear");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'prompt':'x'} | model",
        "{'model':'m'} | prompt",
        "{'model':'m','prompt':''} | prompt",
        "{'model':'m','prompt':['a','b']} | prompt",
        "{'model':'m','prompt':[1]} | prompt",
        "{'model':'m','prompt':'x','max_tokens':0} | max_tokens",
        "{'model':'m','prompt':'x','max_tokens':1.5} | max_tokens",
        "{'model':'m','prompt':'x','temperature':3} | temperature",
        "{'model':'m','prompt':'x','temperature':'1'} | temperature",
        "{'model':'m','prompt':'x','top_p':0} | top_p",
        "{'model':'m','prompt':'x','n':2} | n",
        "{'model':'m','prompt':'x','logprobs':3} | logprobs",
        "{'model':'m','prompt':'x','tools':[1]} | tools",
        "{'model':'m','prompt':'x','response_format':{'type':'json_object'}} | response_format.type",
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
    assertThat(new Replies(mapper).error(e).path("error").path("param").asText()).isEqualTo(field);
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
    assertThat(Replies.errorType(status)).isEqualTo(type);
  }
}
