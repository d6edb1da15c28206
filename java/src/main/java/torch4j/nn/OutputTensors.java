package torch4j.nn;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import torch4j.Tensor;

/**
 * The tensors in a module's inputs or output: a tensor, a list, or a record of tensors, lists and
 * records.
 */
final class OutputTensors {
  private OutputTensors() {}

  /** All tensors in the output, depth first; null for an omitted one. */
  static List<Tensor> tensors(Object output) {
    List<Tensor> found = new ArrayList<>();
    collect(output, found);
    return found;
  }

  private static void collect(Object output, List<Tensor> found) {
    if (output instanceof Tensor tensor) {
      found.add(tensor);
    } else if (output instanceof List<?> list) {
      list.forEach(element -> collect(element, found));
    } else if (output instanceof Record record) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        collect(get(record, component), found);
      }
    }
  }

  /** A copy of the output with other tensors, in the order of {@link #tensors}. */
  @SuppressWarnings("unchecked") // the result has the argument's class
  static <R> R with(R output, List<Tensor> tensors) {
    return (R) rebuild(output, tensors.iterator());
  }

  private static Object rebuild(Object output, Iterator<Tensor> tensors) {
    if (output instanceof Tensor) {
      return tensors.next();
    }
    if (output instanceof List<?> list) {
      List<Object> result = new ArrayList<>();
      list.forEach(element -> result.add(rebuild(element, tensors)));
      return result;
    }
    return output instanceof Record record ? rebuild(record, tensors) : output;
  }

  private static Record rebuild(Record record, Iterator<Tensor> tensors) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    var values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rebuild(get(record, components[i]), tensors);
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = record.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object get(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
