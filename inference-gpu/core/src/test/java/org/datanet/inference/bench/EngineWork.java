package org.datanet.inference.bench;

import org.datanet.devstack.measure.Measures;
import org.datanet.inference.engine.EngineStatus;
import org.datanet.inference.engine.InferenceService;

/// What an engine has done, as measures.
final class EngineWork {

  private EngineWork() {}

  static void add(Measures measures, InferenceService service) {
    EngineStatus status = service.status();
    EngineStatus.Work work = status.work();
    measures.add("calls_finished", work.finishedCalls(), "calls", 1, 2);
    measures.add("calls_given_up", work.failedCalls(), "calls", 1, 2);
    measures.add("calls_refused", work.refusedCalls(), "calls", 1, 2);
    measures.add("calls_paused", work.paused(), "times", 1, 2);
    measures.add("prompt_tokens_computed", work.promptTokens(), "tokens", 1, 2);
    measures.add("prompt_tokens_found_in_cache", work.cachedTokens(), "tokens", 1, 2);
    measures.add("tokens_generated", work.generatedTokens(), "tokens", 1, 2);
    measures.add("adapter_memory_misses", status.adapters().memory().misses(), "loads", 1, 2);
    measures.add("adapter_disk_misses", status.adapters().disk().misses(), "downloads", 1, 2);
    measures.add("cache_pages_held_at_the_end", status.cache().held(), "pages", 1, 2);
  }
}
