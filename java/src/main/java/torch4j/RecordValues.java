package torch4j;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** The components of records. */
final class RecordValues {
  private static final ClassValue<Method[]> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getAccessor)
              .map(RecordValues::accessible)
              .toArray(Method[]::new);
        }
      };

  private RecordValues() {}

  /** The values of a record's components, in order. */
  static List<Object> of(Record row) {
    Method[] accessors = ACCESSORS.get(row.getClass());
    var values = new Object[accessors.length];
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = accessors[i].invoke(row);
      } catch (InvocationTargetException | IllegalAccessException e) {
        throw unreadable(accessors[i], e);
      }
    }
    return Arrays.asList(values);
  }

  private static Method accessible(Method accessor) {
    try {
      accessor.setAccessible(true);
      return accessor;
    } catch (RuntimeException e) { // the record's module is not open
      throw unreadable(accessor, e);
    }
  }

  private static IllegalArgumentException unreadable(Method accessor, Exception e) {
    return new IllegalArgumentException(
        "tensor: values: got "
            + accessor.getDeclaringClass().getSimpleName()
            + ", whose "
            + accessor.getName()
            + "() fails, expected a record that can be read",
        e);
  }
}
