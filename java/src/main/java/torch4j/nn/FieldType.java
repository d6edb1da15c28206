package torch4j.nn;

import java.lang.ref.Reference;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Whether a field of a declared type can hold modules, parameters and buffers. */
final class FieldType {
  /** The types that contain other objects, beside arrays, records and lambdas. */
  private static final List<Class<?>> HOLDERS =
      List.of(
          Collection.class,
          Map.class,
          Map.Entry.class,
          Optional.class,
          AtomicReference.class,
          Reference.class);

  private FieldType() {}

  /** Whether a field of this type always holds modules, parameters or buffers. */
  static boolean holds(Type type) {
    if (type instanceof ParameterizedType generic) {
      return isHolder(raw(type))
          && Arrays.stream(generic.getActualTypeArguments()).anyMatch(FieldType::holds);
    }
    Class<?> raw = raw(type);
    return raw.isArray() ? holds(component(type)) : isRegistered(raw);
  }

  /** Whether a field of this type may hold a module, parameter or buffer. */
  static boolean mayHold(Type type) {
    return mayHold(type, new HashSet<>());
  }

  private static boolean mayHold(Type type, Set<Class<?>> seenRecords) {
    Class<?> raw = raw(type);
    if (raw.isArray()) {
      return mayHold(component(type), seenRecords);
    }
    if (isHolder(raw)) {
      return !(type instanceof ParameterizedType generic)
          || Arrays.stream(generic.getActualTypeArguments())
              .anyMatch(argument -> mayHold(argument, seenRecords));
    }
    if (raw.isRecord()) {
      return seenRecords.add(raw)
          && Arrays.stream(raw.getRecordComponents())
              .map(RecordComponent::getGenericType)
              .anyMatch(component -> mayHold(component, seenRecords));
    }
    // A module can implement any interface, and so can a lambda that has captured a module.
    return isRegistered(raw) || raw.isInterface() || raw.isAssignableFrom(Parameter.class);
  }

  private static boolean isHolder(Class<?> type) {
    return HOLDERS.stream().anyMatch(holder -> holder.isAssignableFrom(type));
  }

  private static boolean isRegistered(Class<?> type) {
    return Module.class.isAssignableFrom(type)
        || Parameter.class.isAssignableFrom(type)
        || Buffer.class.isAssignableFrom(type);
  }

  private static Type component(Type arrayType) {
    return arrayType instanceof GenericArrayType generic
        ? generic.getGenericComponentType()
        : raw(arrayType).getComponentType();
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> raw) {
      return raw;
    }
    if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    if (type instanceof GenericArrayType array) {
      return raw(array.getGenericComponentType()).arrayType();
    }
    return type instanceof TypeVariable<?> variable
        ? raw(variable.getBounds()[0])
        : raw(((WildcardType) type).getUpperBounds()[0]);
  }
}
