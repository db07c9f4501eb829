package org.datanet.inference.openai;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.datanet.inference.FailureReason;
import org.datanet.inference.engine.Generation;
import org.datanet.inference.engine.GenerationEvent;

/// The events of several generations in the order in which they come.
final class MergedEvents {

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /// @param index of the generation
  record Event(int index, GenerationEvent event) {}

  MergedEvents(List<Generation> generations) {
    for (int i = 0; i < generations.size(); i++) {
      int index = i;
      Generation generation = generations.get(i);
      Thread.ofVirtual().name("generation-events").start(() -> forward(index, generation));
    }
  }

  Event next() throws InterruptedException {
    return events.take();
  }

  private void forward(int index, Generation generation) {
    GenerationEvent event;
    do {
      event = next(generation);
      events.add(new Event(index, event));
    } while (event instanceof GenerationEvent.Text);
  }

  private static GenerationEvent next(Generation generation) {
    try {
      return generation.next();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new GenerationEvent.Failed(FailureReason.CANCELLED, "The server is stopping.");
    }
  }
}
