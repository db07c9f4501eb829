package org.datanet.demo.gradient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.datanet.inference.model.LlamaEngine;

/// One training with the features of its examples and of test examples at its end.
final class Lesson implements AutoCloseable {

  private final Student student;
  private final Features train;
  private final Features test;
  private final Scorers scorers;

  /// Where lessons run.
  ///
  /// @param folder for files, which are not removed
  record Room(LlamaEngine engine, Recipe recipe, Path folder, ExecutorService pool) {

    Path newFolder() {
      try {
        return Files.createTempDirectory(folder, "lesson");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Lesson(Room room, List<Example> examples, List<Example> tests, long seed) {
    student = new Student(room.engine(), room.recipe(), seed);
    student.learn(examples);
    train = Features.of(student, examples, room.pool());
    test = Features.of(student, tests, room.pool());
    scorers = new Scorers(room.newFolder(), train, room.pool());
  }

  Student student() {
    return student;
  }

  Scorers scorers() {
    return scorers;
  }

  /// Of the training examples.
  Features train() {
    return train;
  }

  Features test() {
    return test;
  }

  /// The score of every training example for every test example, by method: `[tests][examples]`.
  Map<String, double[][]> testScores() {
    return scorers.scores(test);
  }

  /// How much each training example influences the others, by method: `[examples][examples]`.
  Map<String, double[][]> trainScores() {
    return scorers.scores(train);
  }

  @Override
  public void close() {
    scorers.close();
    student.close();
  }
}
