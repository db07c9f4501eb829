package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.constrained.Constraint;
import org.datanet.inference.constrained.Constraints;
import org.datanet.inference.constrained.UnsupportedSchemaException;
import org.datanet.kernel.ProblemException;

/// What an answer must look like.
sealed interface OutputForm {

  /// Anything.
  record Free() implements OutputForm {}

  /// Some JSON object.
  record AnyObject() implements OutputForm {}

  /// JSON that follows a schema.
  ///
  /// @param field where the schema stands in the request
  record Schema(String field, JsonNode schema) implements OutputForm {}

  /// A call of one of these functions.
  record Call(List<Constraints.Callable> functions) implements OutputForm {}

  /// The constraint of this form.
  ///
  /// @throws ProblemException 400 naming the place of the schema that is not supported
  default Optional<Constraint> constraint(Constraints constraints, CallStyle style) {
    return switch (this) {
      case Free _ -> Optional.empty();
      case AnyObject _ -> Optional.of(constraints.object());
      case Schema schema ->
          Optional.of(supported(schema.field(), () -> constraints.schema(schema.schema())));
      case Call call ->
          Optional.of(supported("tools", () -> constraints.call(style.form(), call.functions())));
    };
  }

  private static Constraint supported(String field, Supplier<Constraint> constraint) {
    try {
      return constraint.get();
    } catch (UnsupportedSchemaException e) {
      String place = field + e.path().substring(1).replace('/', '.');
      throw new ProblemException(
          InferenceProblem.INVALID_REQUEST,
          "The schema at " + e.path() + " " + e.getMessage() + ".",
          List.of(new ProblemException.FieldError(place, String.valueOf(e.getMessage()))));
    }
  }
}
