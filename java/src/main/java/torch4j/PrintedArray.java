package torch4j;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The brackets of a dense tensor with what is in them, summarised if it is large. Only what is
 * printed is read. Same as {@code torch._tensor_str._tensor_str}.
 */
final class PrintedArray {
  private final PrintOptions options;
  private final long[] shape; // of what is printed
  private final boolean[] elided; // dimensions that have an ellipsis
  private final PrintedElements elements;

  private PrintedArray(Tensor tensor, PrintOptions options) {
    this.options = options;
    shape = tensor.shape();
    elided = new boolean[shape.length];
    boolean summarised = tensor.numel() > options.threshold();
    int edge = options.edgeitems();
    Tensor shown = tensor;
    int place = 0; // of the dimension in the view, where elided ones are two
    for (int dim = 0; dim < shape.length; dim++) {
      elided[dim] = summarised && shape[dim] > 2L * edge;
      if (elided[dim]) {
        // A view of both edges: two windows, the second of which starts where the last edge does.
        shown = shown.unfold(place, edge, shape[dim] - edge).movedim(-1, place + 1);
        shape[dim] = 2L * edge;
        place++;
      }
      place++;
    }
    elements = PrintedElements.of(shown, options);
  }

  /**
   * The text of a dense tensor.
   *
   * @param indent the number of characters before it in its first line
   */
  static String of(Tensor tensor, int indent, PrintOptions options) {
    if (tensor.numel() == 0) {
      return "[]";
    }
    if (tensor.dim() > 0 && options.edgeitems() == 0 && tensor.numel() > options.threshold()) {
      return "[...]";
    }
    var array = new PrintedArray(tensor, options);
    return array.shape.length == 0 ? array.elements.texts().get(0) : array.block(0, 0, indent);
  }

  private String block(int dim, int from, int indent) {
    if (dim == shape.length - 1) {
      return vector(from, indent);
    }
    int size = 1; // of one slice
    for (int inner = dim + 1; inner < shape.length; inner++) {
      size *= (int) shape[inner];
    }
    List<String> slices = new ArrayList<>();
    for (int i = 0; i < shape[dim]; i++) {
      if (elided[dim] && i == options.edgeitems()) {
        slices.add("...");
      }
      slices.add(block(dim + 1, from + i * size, indent + 1));
    }
    String lineBreaks = "\n".repeat(shape.length - dim - 1);
    return "[" + String.join("," + lineBreaks + " ".repeat(indent + 1), slices) + "]";
  }

  private String vector(int from, int indent) {
    int dim = shape.length - 1;
    List<String> words = new ArrayList<>();
    for (int i = 0; i < shape[dim]; i++) {
      if (elided[dim] && i == options.edgeitems()) {
        words.add(" ...");
      }
      words.add(elements.texts().get(from + i));
    }
    int perLine = Math.max(1, (options.linewidth() - indent) / (elements.width() + 2));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < words.size(); i += perLine) {
      lines.add(String.join(", ", words.subList(i, Math.min(words.size(), i + perLine))));
    }
    return "[" + String.join(",\n" + " ".repeat(indent + 1), lines) + "]";
  }
}
