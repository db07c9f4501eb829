package org.datanet.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.datanet.devstack.measure.Measures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench call`: what a caller waits for beside the engine on a running platform: rights, hold,
/// HTTP, attribution, receipt and charge. One call at a time, streamed; every call states what the
/// engine itself needed, so that each is its own comparison. With `--bare`, the same calls go in
/// turns to an engine server, which neither attributes nor bills. Writes `target/bench/call.json`.
@Command(name = "call", mixinStandardHelpOptions = true)
public final class CallBench implements Callable<Integer> {

  private static final int NO_PLATFORM = 2;
  private static final int WARM_UP = 5;

  @Option(names = "--calls", defaultValue = "60", description = "Calls of each length.")
  private int calls;

  @Option(names = "--tokens", split = ",", defaultValue = "32,128", description = "Lengths.")
  private List<Integer> lengths = List.of();

  @Option(names = "--bare", description = "An engine server with the same base model.")
  private @Nullable URI bare;

  @Option(names = "--bare-token", defaultValue = "none", description = "Its bearer token.")
  private String bareToken = "";

  @Option(names = "--bare-model", defaultValue = "base", description = "Its model's name.")
  private String bareModel = "";

  private final Measures measures = new Measures();
  private final List<String> prompts = new Prompts().clinical();
  private int turn;

  /// Arguments: `--help` lists them. The launcher says where the platform is.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CallBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (System.getProperty("datanet.url") == null) {
      System.err.println("There is no platform: start it with ./datanet up.");
      return NO_PLATFORM;
    }
    Platform platform = Platform.fromSystemProperties();
    Cast cast = new Cast(platform);
    Api caller = cast.as("holly");
    String model = caller.get("/v1/models").at("/data/0/id").asText();
    if (model.isEmpty()) {
      System.err.println("The platform serves no model yet: run ./datanet demo first.");
      return NO_PLATFORM;
    }
    new MoneyChapter(cast, new Steps(silence())).deposit();
    for (int tokens : lengths) {
      measure(platform, caller, model, tokens);
    }
    measures.write("bench", "call");
    return 0;
  }

  private static PrintStream silence() {
    return new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private void measure(Platform platform, Api caller, String model, int tokens)
      throws IOException, InterruptedException {
    List<CallTimes> ours = new ArrayList<>();
    List<CallTimes> theirs = new ArrayList<>();
    for (int i = -WARM_UP; i < calls; i++) {
      String prompt = prompts.get(Math.floorMod(turn++, prompts.size())) + " " + turn;
      ours.add(CallTimes.of(platform.url(), caller.token(), request(model, prompt, tokens)));
      if (bare != null) {
        theirs.add(CallTimes.of(bare, bareToken, request(bareModel, prompt, tokens)));
      }
    }
    report("tokens_%d_".formatted(tokens), ours.subList(WARM_UP, ours.size()));
    if (bare != null) {
      report("tokens_%d_bare_".formatted(tokens), theirs.subList(WARM_UP, theirs.size()));
    }
  }

  private static Map<String, Object> request(String model, String prompt, int tokens) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", model);
    body.put("prompt", prompt);
    body.put("max_tokens", tokens);
    body.put("temperature", 0);
    body.put("stream", true);
    body.put("stream_options", Map.of("include_usage", true));
    return body;
  }

  private void report(String prefix, List<CallTimes> times) {
    median(prefix + "tokens_answered", times, CallTimes::tokens, "tokens");
    percentiles(prefix + "engine_%s", times, CallTimes::engine);
    percentiles(prefix + "until_last_text_%s", times, CallTimes::text);
    percentiles(prefix + "until_end_%s", times, CallTimes::done);
    percentiles(prefix + "before_engine_%s", times, t -> t.first() - t.engineFirst());
    percentiles(prefix + "after_last_text_%s", times, t -> t.done() - t.text());
    median(prefix + "text_waits_longer", times, t -> t.text() / t.engine() - 1, "share");
    median(prefix + "end_waits_longer", times, t -> t.done() / t.engine() - 1, "share");
  }

  private void percentiles(String name, List<CallTimes> times, ToDoubleFunction<CallTimes> value) {
    long[] micros =
        times.stream().mapToLong(t -> Math.round(value.applyAsDouble(t) * 1e3)).toArray();
    measures.percentiles(name, micros, 1e3, "ms");
  }

  private void median(
      String name, List<CallTimes> times, ToDoubleFunction<CallTimes> value, String unit) {
    double[] sorted = times.stream().mapToDouble(value).sorted().toArray();
    measures.add(name, sorted[sorted.length / 2], unit, times.size(), 1);
  }
}
