package org.datanet.access.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.datanet.access.AccessProblem;
import org.datanet.access.audit.AuditEntry;
import org.datanet.access.audit.AuditLog;
import org.datanet.kernel.ProblemException;

/// Decides who may do what, denies by default, and writes every decision to the audit log before it
/// takes effect. Blocking; call from a virtual or worker thread.
@ApplicationScoped
public class AccessDecisions {

  private final Rules rules;
  private final DatanetFacts datanets;
  private final AuditLog audit;
  private final Clock clock;

  AccessDecisions(Rules rules, DatanetFacts datanets, AuditLog audit, Clock clock) {
    this.rules = rules;
    this.datanets = datanets;
    this.audit = audit;
    this.clock = clock;
  }

  /// Decides and logs.
  public Decision decide(AccessRequest request) {
    Decision decision = judge(request);
    audit.append(entry(request, decision));
    return decision;
  }

  /// Decides and logs; the name of the rule that allowed it.
  ///
  /// @throws ProblemException `access-denied` naming the rule
  public String require(AccessRequest request) {
    return switch (decide(request)) {
      case Decision.Allowed(String rule) -> rule;
      case Decision.Denied(String rule, String advice) ->
          throw new ProblemException(
              AccessProblem.ACCESS_DENIED, "Denied by the rule '" + rule + "'. " + advice);
    };
  }

  /// Whether a request would be allowed now, to offer only what can be had. Nothing is logged, so
  /// nothing may be disclosed on it: [#require] decides again.
  public boolean wouldAllow(AccessRequest request) {
    return judge(request) instanceof Decision.Allowed;
  }

  private Decision judge(AccessRequest request) {
    DatanetAccessFacts facts = datanets.of(request.datanet()).orElse(null);
    if (facts == null) {
      return new Decision.Denied("datanet-known", "There is no such Datanet.");
    }
    List<Rule> asked = rules.of(request.action());
    for (Rule rule : asked) {
      if (!rule.test().passes(request, facts)) {
        return new Decision.Denied(rule.name(), rule.advice());
      }
    }
    return new Decision.Allowed(asked.getLast().name());
  }

  private AuditEntry entry(AccessRequest request, Decision decision) {
    return new AuditEntry(
        clock.instant(),
        request.actor(),
        request.action().code(),
        request.resource(),
        request.purpose() == null ? "" : request.purpose().code(),
        decision instanceof Decision.Allowed ? AuditEntry.Outcome.ALLOW : AuditEntry.Outcome.DENY,
        decision.rule());
  }
}
