package torch4j.nn;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A field of a module's class that may hold a child, a parameter or a buffer. */
final class ModuleField {
  private static final ClassValue<List<ModuleField>> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected List<ModuleField> computeValue(Class<?> type) {
          if (type == Module.class) {
            return List.of();
          }
          List<ModuleField> fields = new ArrayList<>(get(type.getSuperclass()));
          Arrays.stream(type.getDeclaredFields())
              .filter(ModuleField::canBeRegistered)
              .map(ModuleField::new)
              .forEach(fields::add);
          return List.copyOf(fields);
        }
      };

  private final Field field;
  private final boolean accessible;

  private ModuleField(Field field) {
    this.field = field;
    accessible = field.trySetAccessible();
  }

  /** The fields of the superclasses and of this class, in the order of declaration. */
  static List<ModuleField> of(Class<? extends Module> type) {
    return OF_CLASS.get(type);
  }

  // Java's name of the field with a variable that an anonymous or local class has captured.
  private static final String CAPTURED = "val$";

  // Other synthetic fields hold the enclosing object.
  private static boolean canBeRegistered(Field field) {
    int modifiers = field.getModifiers();
    return !Modifier.isStatic(modifiers)
        && !Modifier.isTransient(modifiers)
        && (!field.isSynthetic() || field.getName().startsWith(CAPTURED))
        && FieldType.mayHold(field.getGenericType());
  }

  /** The field's name, under which its value is registered. */
  String name() {
    return isCaptured() ? field.getName().substring(CAPTURED.length()) : field.getName();
  }

  /** Whether it is a variable that the anonymous or local class has captured. */
  boolean isCaptured() {
    return field.isSynthetic();
  }

  /** The class and the name, for messages: {@code Net.hidden}. */
  @Override
  public String toString() {
    return field.getDeclaringClass().getSimpleName() + "." + name();
  }

  /** Whether the field can be read. */
  boolean isAccessible() {
    return accessible;
  }

  /** Whether its declared type says that it holds modules, parameters or buffers. */
  boolean holdsModules() {
    return FieldType.holds(field.getGenericType());
  }

  Object get(Module module) {
    try {
      return field.get(module);
    } catch (IllegalAccessException e) {
      throw inaccessible();
    }
  }

  /** Assigns a value, if the field's type allows it. */
  void set(Module module, Object value) {
    if (value != null && !field.getType().isInstance(value)) {
      return;
    }
    try {
      field.set(module, value);
    } catch (IllegalAccessException e) {
      throw inaccessible();
    }
  }

  /** The exception for a field that cannot be read. */
  IllegalStateException inaccessible() {
    Class<?> type = field.getDeclaringClass();
    return new IllegalStateException(
        this
            + ": got a field that torch4j cannot read, expected one that it can register; add \"opens "
            + type.getPackageName()
            + ";\" to the module "
            + type.getModule().getName()
            + ", or register what it holds under the name \""
            + name()
            + "\"");
  }
}
