package org.datanet.training;

import org.datanet.inference.model.LlamaEngine;

/// Prefers the answer that a reference model finds likelier per token. It knows fluency and the
/// reference's own knowledge, not truth: say so wherever its verdicts are shown.
public final class LikelihoodJudge implements Judge, AutoCloseable {

  private final Evaluation reference;
  private final double margin;

  /// @param margin smallest difference in nats a token that is not a tie
  public LikelihoodJudge(LlamaEngine engine, double margin) {
    this.reference = new Evaluation(engine, null);
    this.margin = margin;
  }

  @Override
  public String name() {
    return "length-normalised likelihood under a reference model";
  }

  @Override
  public Verdict judge(String prompt, String first, String second) {
    double difference = reference.loss(prompt, second) - reference.loss(prompt, first);
    if (Math.abs(difference) < margin) {
      return Verdict.TIE;
    }
    return difference > 0 ? Verdict.FIRST : Verdict.SECOND;
  }

  @Override
  public void close() {
    reference.close();
  }
}
