package org.datanet.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.training.EvaluationReport.Compared;
import org.datanet.training.EvaluationReport.PersonalData;
import org.datanet.training.EvaluationReport.Scores;
import org.datanet.training.PersonalDataFinder.Found;

/// Measures a finished adapter and its base model as a suite says. Chooses the same texts and gives
/// the same answers every time.
final class AdapterEvaluation implements AutoCloseable {

  /// The first words of a text, which are its prompt.
  private static final Pattern BEGIN = Pattern.compile("\\s*(?:\\S+\\s+){1,8}");

  private final EvaluationSuite suite;
  private final Consumer<String> part;
  private final Evaluation base;
  private final Evaluation adapter;

  /// The adapter to measure on the base model it stands on.
  record Subject(LlamaEngine engine, LoraAdapter adapter, int passTokens) {}

  /// @param part told what is measured next; may throw to end the evaluation
  AdapterEvaluation(Subject subject, EvaluationSuite suite, Consumer<String> part) {
    this.suite = suite;
    this.part = part;
    base = new Evaluation(subject.engine(), null, subject.passTokens());
    adapter = new Evaluation(subject.engine(), subject.adapter(), subject.passTokens());
  }

  EvaluationReport report(HeldOut.Sides sides) {
    List<TrainingText> learnt = chosen(sides.learnt());
    List<TrainingText> unseen = chosen(sides.heldOut());
    Compared learntScores = compared("learnt records", learnt);
    Compared unseenScores = unseen.isEmpty() ? null : compared("records kept back", unseen);
    Map<String, String> prompts = prompts(learnt);
    List<Answers> all = new ArrayList<>(List.of(answers(prompts)));
    if (!unseen.isEmpty()) {
      prompts = prompts(unseen);
      all.add(answers(prompts));
    }
    SideBySide preferred = SideBySide.of(all.getLast().pairs(), new RecordJudge(prompts));
    return new EvaluationReport(
        learntScores,
        unseenScores,
        preferred,
        personalData(all.stream().flatMap(a -> a.base().stream()).toList(), sides.learnt()),
        personalData(all.stream().flatMap(a -> a.adapter().stream()).toList(), sides.learnt()));
  }

  /// At most so many as the suite wants, none longer than it wants.
  private List<TrainingText> chosen(List<TrainingText> texts) {
    int count = Math.min(suite.texts(), texts.size());
    return IntStream.range(0, count)
        .mapToObj(i -> texts.get((int) ((long) i * texts.size() / count)))
        .filter(text -> !text.text().isBlank())
        .map(text -> new TrainingText(text.recordId(), text.prompt(), cut(text.text())))
        .toList();
  }

  private String cut(String text) {
    int end = Math.min(suite.characters(), text.length());
    return text.substring(0, end - (Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0));
  }

  private Compared compared(String which, List<TrainingText> texts) {
    return new Compared(
        texts.size(),
        scores(which + ", base model", base, texts),
        scores(which + ", adapter", adapter, texts));
  }

  private Scores scores(String what, Evaluation of, List<TrainingText> texts) {
    part.accept("loss of " + what);
    double perplexity = of.perplexity(texts).perplexity();
    part.accept("second halves of " + what);
    Evaluation.ExactMatch match =
        of.exactMatch(texts.stream().map(AdapterEvaluation::halved).toList());
    return new Scores(perplexity, match.exact(), match.tokenAccuracy());
  }

  /// The first half as the prompt of the second, cut between words.
  static TrainingText halved(TrainingText text) {
    String all = text.prompt() + text.text();
    int half = all.indexOf(' ', all.length() / 2);
    int cut = half < 0 ? all.length() / 2 : half;
    return new TrainingText(text.recordId(), all.substring(0, cut), all.substring(cut));
  }

  /// The begin of each text, and how it goes on.
  private Map<String, String> prompts(List<TrainingText> texts) {
    Map<String, String> prompts = new LinkedHashMap<>();
    for (TrainingText text : texts) {
      Matcher begin = BEGIN.matcher(text.text());
      int end = begin.lookingAt() ? begin.end() : 0;
      if (end < text.text().length() && prompts.size() < suite.answers()) {
        prompts.putIfAbsent(
            (text.prompt() + text.text().substring(0, end)).stripTrailing(),
            text.text().substring(end));
      }
    }
    return prompts;
  }

  /// To the same prompts.
  private record Answers(List<String> prompts, List<String> base, List<String> adapter) {

    /// The adapter's first.
    List<SideBySide.Pair> pairs() {
      return IntStream.range(0, prompts.size())
          .mapToObj(i -> new SideBySide.Pair(prompts.get(i), adapter.get(i), base.get(i)))
          .toList();
    }
  }

  private Answers answers(Map<String, String> prompts) {
    List<String> asked = List.copyOf(prompts.keySet());
    part.accept("answers of the base model");
    List<String> plain = base.answers(asked, suite.answerTokens());
    part.accept("answers of the adapter");
    return new Answers(asked, plain, adapter.answers(asked, suite.answerTokens()));
  }

  private PersonalData personalData(List<String> answers, List<TrainingText> learnt) {
    Evaluation.Leakage found = Evaluation.leakage(answers, suite.personalData(), learnt);
    SortedMap<String, Integer> kinds = new TreeMap<>();
    for (Found leaked : found.leaked()) {
      kinds.merge(leaked.kind(), 1, Integer::sum);
    }
    return new PersonalData(answers.size(), kinds, found.invented());
  }

  @Override
  public void close() {
    adapter.close();
    base.close();
  }
}
