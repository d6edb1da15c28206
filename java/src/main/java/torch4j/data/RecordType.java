package torch4j.data;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** A class of records: its components, and new records of it. */
final class RecordType {
  private static final ClassValue<RecordType> TYPES =
      new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
          return new RecordType(type);
        }
      };

  private final Class<?> type;
  private final RecordComponent[] components;
  private final Method[] accessors;
  private final Constructor<?> constructor;

  private RecordType(Class<?> type) {
    this.type = type;
    components = type.getRecordComponents();
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      accessors =
          Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
      for (Method accessor : accessors) {
        accessor.setAccessible(true);
      }
    } catch (NoSuchMethodException | RuntimeException e) { // the record's module is not open
      throw unusable(e);
    }
  }

  /** Whether its components can be read: not in a module that is closed to torch4j. */
  static boolean isReadable(Record row) {
    try {
      return of(row) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static RecordType of(Record row) {
    return TYPES.get(row.getClass());
  }

  List<String> names() {
    return Arrays.stream(components).map(RecordComponent::getName).toList();
  }

  Object[] values(Record row) {
    var values = new Object[accessors.length];
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = accessors[i].invoke(row);
      } catch (InvocationTargetException | IllegalAccessException e) {
        throw unusable(e);
      }
    }
    return values;
  }

  /** Whether the component can hold this value. */
  boolean fits(int component, Object value) {
    Class<?> declared = components[component].getType();
    return value == null ? !declared.isPrimitive() : declared.isInstance(value);
  }

  /** The name of a component: {@code Sample.label}. */
  String component(int component) {
    return type.getSimpleName() + "." + components[component].getName();
  }

  Record make(Object[] values) {
    try {
      return (Record) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw unusable(e.getCause());
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw unusable(e);
    }
  }

  private IllegalArgumentException unusable(Throwable e) {
    return new IllegalArgumentException(
        "samples: got a record "
            + type.getSimpleName()
            + " that fails with "
            + e
            + ", expected one whose components can be read and made; open its package to torch4j",
        e);
  }
}
