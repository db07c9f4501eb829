package org.datanet.inference.openai;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.datanet.inference.engine.ScriptedDecoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The interface over HTTP, with a scripted decoder behind it.
@QuarkusTest
class OpenAiResourceTest {

  private static final String BODY =
      "{\"model\":\"%s\",\"prompt\":\"go >\",\"temperature\":0,\"stream\":%s}";

  @Inject FakeDesk desk;
  @Inject ScriptedDecoder decoder;

  @BeforeEach
  void clear() {
    desk.clear();
  }

  @AfterEach
  void openGate() {
    decoder.open();
  }

  private Socket post(String body) throws IOException {
    Socket socket = new Socket("127.0.0.1", RestAssured.port);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /v1/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "X-User: 0199aaaa-0000-7000-8000-0000000000bb\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return socket;
  }

  private void awaitEnd(Semaphore gate) throws InterruptedException {
    for (int i = 0; i < 2000 && desk.ends.isEmpty(); i++) {
      gate.release(i % 100 == 99 ? 1 : 0);
      Thread.sleep(5);
    }
  }

  @Test
  void eachPieceIsSentAtOnceAndALeavingClientFreesItsCall() throws Exception {
    Semaphore gate = decoder.gated();
    try (Socket socket = post(BODY.formatted("tiny:1", true))) {
      gate.release(3);
      var lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder seen = new StringBuilder();
      while (!seen.toString().contains("\"text\":\"e\"")) {
        seen.append(lines.readLine());
      }
    }
    awaitEnd(gate);
    assertThat(desk.ends).containsExactly("fail CANCELLED");
    assertThat(desk.askedOnVirtualThread).isTrue();
  }

  @Test
  void aClientThatLeavesWhileItWaitsFreesItsCall() throws Exception {
    Semaphore gate = decoder.gated();
    Socket socket = post(BODY.formatted("tiny:1", false));
    gate.release(1);
    while (desk.requests.isEmpty()) {
      Thread.sleep(1);
    }
    socket.close();
    awaitEnd(gate);
    assertThat(desk.ends).containsExactly("fail CANCELLED");
  }

  private static RequestSpecification caller() {
    return given()
        .header("X-User", "0199aaaa-0000-7000-8000-0000000000bb")
        .contentType(ContentType.JSON);
  }

  @Test
  void askingWithoutSigningInIsRefused() {
    given().get("/v1/models").then().statusCode(401);
  }

  @Test
  void everyErrorUnderTheApiHasOpenAisShape() {
    given()
        .get("/v1/models")
        .then()
        .statusCode(401)
        .body("error.type", equalTo("authentication_error"));
    caller().get("/v1/nothing").then().statusCode(404).body("error.code", equalTo("not_found"));
    caller()
        .delete("/v1/models")
        .then()
        .statusCode(405)
        .body("error.code", equalTo("method_not_allowed"));
    caller()
        .contentType("text/plain")
        .body("hello")
        .post("/v1/completions")
        .then()
        .statusCode(415)
        .body("error.code", equalTo("unsupported_media_type"));
    caller()
        .body("x".repeat(11 << 20))
        .post("/v1/completions")
        .then()
        .statusCode(413)
        .body("error.code", equalTo("request_too_large"));
    caller()
        .body("{\"model\":\"text-embedding-3-small\",\"input\":\"x\"}")
        .post("/v1/embeddings")
        .then()
        .statusCode(404)
        .body("error.code", equalTo("model_not_found"));
  }

  @Test
  void listsModels() {
    caller()
        .get("/v1/models")
        .then()
        .statusCode(200)
        .body("object", equalTo("list"))
        .body("data[0].id", equalTo("tiny:1"));
    caller().get("/v1/models/tiny:1").then().statusCode(200).body("owned_by", equalTo("ada"));
    caller()
        .get("/v1/models/other:1")
        .then()
        .statusCode(404)
        .body("error.code", equalTo("model_not_found"));
  }

  // R70
  @Test
  void listsTheRoutesWithTheirPrices() {
    caller()
        .get("/v1/routes?model=tiny:1")
        .then()
        .statusCode(200)
        .body("data.id", contains("standard", "fast", "quote"))
        .body("data.available", contains(true, false, true))
        .body("data[0].pricePerThousandTokens", equalTo("1000"))
        .body("data[0].pricePpm", equalTo(1_000_000))
        .body("data[2].pricePerThousandTokens", equalTo("250"))
        .body("data[2].calls", greaterThanOrEqualTo(0));
    caller().get("/v1/routes").then().body("data[0]", not(hasKey("pricePerThousandTokens")));
    given().get("/v1/routes").then().statusCode(401);
  }

  @Test
  void completes() {
    caller()
        .body(BODY.formatted("tiny:1", false))
        .post("/v1/completions")
        .then()
        .statusCode(200)
        .contentType(ContentType.JSON)
        .body("choices[0].text", equalTo("the ñandú runs."))
        .body("id", startsWith("cmpl-"))
        .body("datanet.billable", is(true));
    assertThat(desk.requests.getFirst().caller().roles()).containsExactly("holder");
    assertThat(desk.ends).containsExactly("complete");
  }

  @Test
  void streams() {
    String events =
        caller()
            .body(BODY.formatted("tiny:1", true))
            .post("/v1/completions")
            .then()
            .statusCode(200)
            .contentType("text/event-stream")
            .extract()
            .asString();
    assertThat(events).startsWith("data: {").endsWith("data: [DONE]\n\n").contains("ñ");
    assertThat(events.split("\n\n").length).isGreaterThan(10);
    assertThat(desk.ends).containsExactly("complete");
  }

  @Test
  void anIdempotencyKeyGivesTheSameBytesAgain() {
    String first = null;
    for (int i = 0; i < 2; i++) {
      String reply =
          caller()
              .header("Idempotency-Key", "key-1")
              .body(BODY.formatted("tiny:1", false))
              .post("/v1/completions")
              .then()
              .statusCode(200)
              .extract()
              .asString();
      first = first == null ? reply : first;
      assertThat(reply).isEqualTo(first);
    }
    assertThat(desk.ends).containsExactly("complete");
  }

  @Test
  void errorsHaveOpenAisShapeWithTheProblemInside() {
    caller()
        .body(BODY.formatted("broke:1", false))
        .post("/v1/completions")
        .then()
        .statusCode(402)
        .contentType(ContentType.JSON)
        .body("error.type", equalTo("insufficient_quota"))
        .body("error.code", equalTo("funds_short"))
        .body("error.message", startsWith("You need 5 OPEN"))
        .body("error.problem.status", equalTo(402));
    caller()
        .body("{\"model\":")
        .post("/v1/chat/completions")
        .then()
        .statusCode(400)
        .body("error.param", equalTo("body"));
    caller().post("/v1/chat/completions").then().statusCode(400);
  }
}
