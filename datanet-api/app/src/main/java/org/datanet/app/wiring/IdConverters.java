package org.datanet.app.wiring;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.CallId;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.GrantId;
import org.datanet.kernel.RecordId;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// Reads ids in paths and queries. What is no UUID is the id of nothing: 404.
@Provider
public class IdConverters implements ParamConverterProvider {

  private static final Map<Class<?>, Function<UUID, Object>> IDS =
      Map.of(
          AdapterId.class, AdapterId::new,
          CallId.class, CallId::new,
          ContributionId.class, ContributionId::new,
          DatanetId.class, DatanetId::new,
          DatasetVersionId.class, DatasetVersionId::new,
          GrantId.class, GrantId::new,
          RecordId.class, RecordId::new,
          TrainingRunId.class, TrainingRunId::new,
          UserId.class, UserId::new);

  private record IdConverter<T>(Class<T> type, Function<UUID, Object> make)
      implements ParamConverter<T> {

    @Override
    public T fromString(String value) {
      try {
        return type.cast(make.apply(UUID.fromString(value)));
      } catch (IllegalArgumentException e) {
        throw new NotFoundException(e);
      }
    }

    @Override
    public String toString(T id) {
      return id.toString();
    }
  }

  @Override
  public @Nullable <T> ParamConverter<T> getConverter(
      Class<T> rawType, Type genericType, Annotation[] annotations) {
    Function<UUID, Object> make = IDS.get(rawType);
    return make == null ? null : new IdConverter<>(rawType, make);
  }
}
