package torch4j.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.ReflectionSupport;
import torch4j.Torch;
import torch4j.amp.Autocast;
import torch4j.amp.AutocastOptions;
import torch4j.nn.functional.AttentionOptions;
import torch4j.nn.functional.ConvOptions;
import torch4j.nn.functional.ConvTransposeOptions;
import torch4j.nn.functional.FractionalMaxPoolOptions;
import torch4j.nn.functional.PaddingMode;
import torch4j.nn.functional.Sizes;
import torch4j.optim.LBFGS;
import torch4j.optim.SGD;
import torch4j.serialization.LoadOptions;
import torch4j.tensorboard.HparamsOptions;

/** Every options record has a wither for each component, which changes that component only. */
final class WithersTest {
  private static final List<Class<?>> CLASSES =
      ReflectionSupport.findAllClassesInPackage(
          "torch4j",
          type -> Modifier.isPublic(type.getModifiers()),
          name -> !name.startsWith("torch4j.samples."));

  static Stream<Class<?>> records() {
    return CLASSES.stream()
        .filter(Class::isRecord)
        .filter(type -> type.getSimpleName().endsWith("Options"));
  }

  @Test
  void wither_checksTheValue() {
    var options = SGD.options();
    assertThrows(IllegalArgumentException.class, () -> options.weightDecay(-1));
  }

  @Test
  void wither_takesWhatTheTypesFactoryTakes() {
    assertEquals(Sizes.of(1, 2), ConvOptions.DEFAULT.stride(1, 2).stride());
    assertEquals(OptionalInt.of(3), LBFGS.options().maxEval(3).maxEval());
  }

  @Test
  void wither_takesPrimitiveAndNullOfABoxedComponent() {
    var options = AttentionOptions.DEFAULT.scale(2);
    assertEquals(2.0, options.scale());
    assertNull(options.scale(null).scale());
  }

  @Test
  void padding_ofSizesEndsPaddingByName() {
    assertEquals("same", ConvOptions.DEFAULT.padding("same").paddingName());
    assertNull(ConvOptions.DEFAULT.padding("same").padding(1).paddingName());
  }

  @ParameterizedTest
  @MethodSource("records")
  void wither_changesItsComponentOnly(Class<?> type) throws ReflectiveOperationException {
    Torch.init();
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      if (type == ConvTransposeOptions.class && components[i].getType() == PaddingMode.class) {
        continue; // zeros is the only padding mode
      }
      Change change = change(type, i);
      Method wither = type.getMethod(components[i].getName(), components[i].getType());
      wither.setAccessible(true); // declared by a package-private interface
      Object[] copied = values(wither.invoke(change.from, change.value));
      Object[] expected = values(change.from);
      String name = type.getName() + "." + components[i].getName();
      assertNotEquals(expected[i], copied[i], name);
      if (!(type == LoadOptions.class && i == 0)) { // wraps the function
        assertEquals(change.value, copied[i], name);
      }
      expected[i] = copied[i];
      assertArrayEquals(expected, copied, name);
    }
  }

  /** Options, and another value of one component that they take. */
  private record Change(Object from, Object value) {}

  // Some values need another option first: Nesterov momentum, a momentum.
  private static Change change(Class<?> type, int component) throws ReflectiveOperationException {
    Object defaults = defaults(type);
    Optional<Change> change = change(defaults, component);
    for (int i = 0; change.isEmpty() && i < type.getRecordComponents().length; i++) {
      Optional<Change> first = change(defaults, i);
      if (first.isPresent()) {
        Object[] values = values(defaults);
        values[i] = first.get().value;
        change = change(create(type, values), component);
      }
    }
    return change.orElseThrow(
        () -> new AssertionError("no other value of " + type.getRecordComponents()[component]));
  }

  private static Optional<Change> change(Object options, int component)
      throws ReflectiveOperationException {
    Object[] values = values(options);
    Object before = values[component];
    RecordComponent changed = options.getClass().getRecordComponents()[component];
    for (Object value : candidates(changed)) {
      values[component] = value;
      if (!value.equals(before) && isAccepted(options.getClass(), values)) {
        return Optional.of(new Change(options, value));
      }
    }
    return Optional.empty();
  }

  private static List<?> candidates(RecordComponent component) throws ReflectiveOperationException {
    Class<?> type = component.getType();
    if (type.isRecord() && type.getSimpleName().endsWith("Options")) {
      Change change = change(type, 0);
      Object[] values = values(change.from);
      values[0] = change.value;
      return List.of(create(type, values));
    }
    return OptionValues.of(component);
  }

  private static boolean isAccepted(Class<?> type, Object[] values)
      throws ReflectiveOperationException {
    try {
      create(type, values);
      return true;
    } catch (InvocationTargetException e) {
      return false;
    }
  }

  private static Object create(Class<?> type, Object[] values) throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    return type.getDeclaredConstructor(types).newInstance(values);
  }

  private static Object[] values(Object options) throws ReflectiveOperationException {
    RecordComponent[] components = options.getClass().getRecordComponents();
    var values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].getAccessor().invoke(options);
    }
    return values;
  }

  // A constant, or a method without parameters, of any class.
  private static Object defaults(Class<?> type) throws ReflectiveOperationException {
    if (type == AutocastOptions.class) {
      return Autocast.options("cpu");
    }
    if (type == FractionalMaxPoolOptions.class) {
      return new FractionalMaxPoolOptions(null, null, null);
    }
    if (type == HparamsOptions.class) {
      return new HparamsOptions();
    }
    for (Class<?> owner : CLASSES) {
      for (Method method : owner.getDeclaredMethods()) {
        if (method.getReturnType() == type
            && Modifier.isPublic(method.getModifiers())
            && Modifier.isStatic(method.getModifiers())
            && method.getParameterCount() == 0) {
          return method.invoke(null);
        }
      }
    }
    assertTrue(
        Arrays.stream(type.getFields()).anyMatch(field -> field.getName().equals("DEFAULT")),
        type + " has no defaults");
    return type.getField("DEFAULT").get(null);
  }
}
