package torch4j.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.IntType;
import org.bytedeco.pytorch.SingletonTypePtr;
import org.bytedeco.pytorch.Type;
import torch4j.Layout;
import torch4j.Tensor;

/** Calls operators by name: the presets have no functions for names that begin with "_". */
public final class OperatorByName {
  private OperatorByName() {}

  /**
   * Calls an operator.
   *
   * @param operator its name, such as "_unique2"
   * @param overload the overload's name, or ""
   * @param arguments all arguments in the schema's order: Tensor, Layout, Long, Double, Boolean,
   *     {@code long[]}; null for None
   * @return the results, which must be tensors
   */
  public static List<Tensor> call(String operator, String overload, Object... arguments) {
    try (var stack = new IValueVector()) {
      for (Object argument : arguments) {
        try (IValue value = value(argument)) {
          stack.push_back(value);
        }
      }
      try (var handle = Dispatcher.singleton().findSchemaOrThrow("aten::" + operator, overload)) {
        handle.callBoxed(stack);
      }
      List<Tensor> results = new ArrayList<>();
      for (long i = 0; i < stack.size(); i++) {
        results.add(Tensor.wrap(new org.bytedeco.pytorch.Tensor(stack.get(i).toTensor())));
      }
      return results;
    }
  }

  private static IValue value(Object argument) {
    if (argument == null) {
      return new IValue();
    } else if (argument instanceof Tensor tensor) {
      return new IValue(tensor.unwrap());
    } else if (argument instanceof Layout layout) {
      return new IValue((long) layout.unwrap().value);
    } else if (argument instanceof Long number) {
      return new IValue((long) number);
    } else if (argument instanceof Double number) {
      return new IValue((double) number);
    } else if (argument instanceof Boolean truth) {
      return new IValue((boolean) truth);
    }
    return list((long[]) argument);
  }

  private static IValue list(long[] numbers) {
    try (var list =
        new GenericList(new Type.TypePtr(new SingletonTypePtr(IntType.getIntTypePtr().get())))) {
      Arrays.stream(numbers).forEach(number -> list.push_back(new IValue(number)));
      return new IValue(list);
    }
  }
}
