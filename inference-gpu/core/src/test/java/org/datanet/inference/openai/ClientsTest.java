package org.datanet.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.datanet.inference.engine.Engine;
import org.junit.jupiter.api.Test;

/// Clients that others wrote, unchanged, against the real engine.
@QuarkusTest
@TestProfile(RealEngine.class)
class ClientsTest {

  private static final JsonObjectSchema TOWN =
      JsonObjectSchema.builder()
          .addStringProperty("town")
          .addIntegerProperty("people")
          .required("town", "people")
          .additionalProperties(false)
          .build();

  private final ObjectMapper mapper = new ObjectMapper();

  @Inject Engine service;

  private static String url() {
    return "http://127.0.0.1:" + RestAssured.port + "/v1";
  }

  private static OpenAiChatModel.OpenAiChatModelBuilder langChain() {
    return OpenAiChatModel.builder()
        .baseUrl(url())
        .apiKey(ServingBeans.TOKEN)
        .modelName("tiny:1")
        .seed(7)
        .maxTokens(150)
        .maxRetries(0);
  }

  @Test
  void langChainCountsAsTheTokenizerDoes() {
    ChatResponse response = langChain().maxTokens(6).build().chat(UserMessage.from("the nurse"));
    assertThat(response.tokenUsage().inputTokenCount())
        .isEqualTo(service.vocabulary().encode("the nurse").length);
    assertThat(response.tokenUsage().outputTokenCount()).isLessThanOrEqualTo(6);
    assertThat(response.finishReason()).isIn(FinishReason.LENGTH, FinishReason.STOP);
  }

  @Test
  void langChainGetsWhatItsSchemaAsksFor() throws IOException {
    ResponseFormat format =
        ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder().name("town").rootElement(TOWN).build())
            .build();
    ChatResponse response =
        langChain()
            .strictJsonSchema(true)
            .build()
            .chat(
                ChatRequest.builder()
                    .messages(UserMessage.from("a town"))
                    .responseFormat(format)
                    .build());
    JsonNode town = mapper.readTree(response.aiMessage().text());
    assertThat(town.path("town").isTextual()).isTrue();
    assertThat(town.path("people").isIntegralNumber()).isTrue();
  }

  @Test
  void langChainCallsTools() throws IOException {
    ChatResponse response =
        langChain()
            .build()
            .chat(
                ChatRequest.builder()
                    .messages(UserMessage.from("how many live there?"))
                    .toolSpecifications(
                        ToolSpecification.builder().name("census").parameters(TOWN).build())
                    .toolChoice(ToolChoice.REQUIRED)
                    .build());
    ToolExecutionRequest call = response.aiMessage().toolExecutionRequests().getFirst();
    assertThat(call.name()).isEqualTo("census");
    assertThat(mapper.readTree(call.arguments()).path("people").isIntegralNumber()).isTrue();
  }

  @Test
  void langChainStreamsTheSameTextAsItGetsAtOnce() throws Exception {
    var whole = langChain().maxTokens(12).build().chat(UserMessage.from("once"));
    List<String> pieces = new ArrayList<>();
    var done = new CompletableFuture<ChatResponse>();
    OpenAiStreamingChatModel.builder()
        .baseUrl(url())
        .apiKey(ServingBeans.TOKEN)
        .modelName("tiny:1")
        .seed(7)
        .maxTokens(12)
        .build()
        .chat(List.of(UserMessage.from("once")), handler(pieces, done));
    ChatResponse streamed = done.get(30, TimeUnit.SECONDS);
    assertThat(String.join("", pieces)).isEqualTo(whole.aiMessage().text());
    assertThat(streamed.tokenUsage().totalTokenCount())
        .isEqualTo(whole.tokenUsage().totalTokenCount());
  }

  private static StreamingChatResponseHandler handler(
      List<String> pieces, CompletableFuture<ChatResponse> done) {
    return new StreamingChatResponseHandler() {
      @Override
      public void onPartialResponse(String piece) {
        pieces.add(piece);
      }

      @Override
      public void onCompleteResponse(ChatResponse response) {
        done.complete(response);
      }

      @Override
      public void onError(Throwable error) {
        done.completeExceptionally(error);
      }
    };
  }

  @Test
  void langChainEmbeds() {
    Embedding vector =
        OpenAiEmbeddingModel.builder()
            .baseUrl(url())
            .apiKey(ServingBeans.TOKEN)
            .modelName("all-minilm-l6-v2")
            .build()
            .embed("hello")
            .content();
    assertThat(vector.dimension()).isEqualTo(384);
  }

  @Test
  void theExamplesOfTheDocumentationRun() throws Exception {
    assumeTrue(run(Path.of("."), "curl --version").code() == 0, "there is no curl");
    String page = Files.readString(Path.of("../../docs/openai.md"));
    String[] blocks = page.split("```bash\n");
    assertThat(blocks.length).isGreaterThan(5);
    for (int i = 1; i < blocks.length; i++) {
      String example = blocks[i].substring(0, blocks[i].indexOf("```"));
      Output output = run(Path.of("."), example);
      assertThat(output.text()).as(example).contains("\"object\"").doesNotContain("\"error\"");
    }
  }

  @Test
  void theOfficialNodeClientWorks() throws Exception {
    Path client = Path.of("src/test/clients/node");
    Path folder = Files.createDirectories(Path.of("target/node-client"));
    for (String file : List.of("package.json", "package-lock.json", "client.mjs")) {
      Files.writeString(folder.resolve(file), Files.readString(client.resolve(file)));
    }
    assumeTrue(run(folder, "node --version").code() == 0, "there is no Node");
    Output installed = run(folder, "npm ci --prefer-offline --no-audit --no-fund");
    assumeTrue(installed.code() == 0, "the client cannot be had: " + installed.text());
    Output output = run(folder, "node client.mjs");
    assertThat(output.text()).endsWith("all is well\n");
  }

  private record Output(int code, String text) {}

  private static Output run(Path folder, String command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("DATANET", url().replace("/v1", ""));
    builder.environment().put("TOKEN", ServingBeans.TOKEN);
    builder.environment().put("MODEL", "tiny:1");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Output(process.waitFor(), text);
  }
}
