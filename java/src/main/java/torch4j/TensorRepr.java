package torch4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.internal.OwnedTensors;
import torch4j.internal.TensorDescription;

/**
 * A tensor as Python prints it. Same as {@code torch._tensor_str._str}, without forward-mode AD and
 * quantised tensors.
 */
final class TensorRepr {
  private static final Set<String> SCALAR_OPERATORS =
      Set.of("AddBackward1", "SubBackward1", "MulBackward1", "DivBackward1");

  private final Tensor raw;
  private final PrintOptions options;
  private final String prefix;
  private final List<String> suffixes = new ArrayList<>();

  private TensorRepr(Tensor raw, PrintOptions options) {
    this.raw = raw;
    this.options = options;
    prefix = raw.is_nested() ? "nested_tensor(" : "tensor(";
  }

  /** The text. Of what cannot be printed, a description: printing throws no exception. */
  static String of(Tensor raw) {
    if (raw.isNull() || !raw.defined()) {
      return "tensor(<" + (raw.isNull() ? "closed" : "undefined") + ">)";
    }
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      return new TensorRepr(raw, PrintOptions.current()).text();
    } catch (RuntimeException e) { // quantised tensors, dtypes without conversions
      return "tensor(<" + TensorDescription.of(raw) + ">)";
    }
  }

  private String text() {
    if (!raw.is_cpu()) {
      suffixes.add("device='" + raw.device().str().getString() + "'");
    }
    String content = content();
    String layout = layout();
    if (!layout.equals("strided")) {
      suffixes.add("layout=torch." + layout);
    }
    String gradFn = gradFn();
    if (gradFn != null) {
      suffixes.add("grad_fn=<" + gradFn + ">");
    } else if (raw.requires_grad()) {
      suffixes.add("requires_grad=True");
    }
    return withSuffixes(prefix + content);
  }

  // x.mul(2) is another operator than Python's x * 2, which makes a tensor of the number.
  private String gradFn() {
    String name = NativeGradFn.name(raw.address());
    return name != null && SCALAR_OPERATORS.contains(name) ? name.replace('1', '0') : name;
  }

  private String withSuffixes(String content) {
    var text = new StringBuilder(content);
    boolean isBroken = raw.is_sparse();
    int length = content.length() - content.lastIndexOf('\n') + 1; // of the last line
    for (String suffix : suffixes) {
      if (isBroken || length + suffix.length() + 2 > options.linewidth()) {
        text.append(",\n").append(" ".repeat(prefix.length())).append(suffix);
        length = prefix.length() + suffix.length();
        isBroken = false;
      } else {
        text.append(", ").append(suffix);
        length += suffix.length() + 2;
      }
    }
    return text.append(')').toString();
  }

  private String content() {
    String layout = layout();
    if (layout.startsWith("sparse")) {
      return sparse(layout);
    }
    if (raw.is_nested()) {
      return nested();
    }
    if (raw.is_meta()) {
      suffixes.add("size=" + tuple(raw.shape()));
      addDtypeUnless(isDefault());
      return "...";
    }
    if (raw.numel() == 0) {
      addSizeIf(raw.dim() != 1);
      addDtypeUnless(isDefault()); // no element shows that it is int64
      return "[]";
    }
    addSizeIf(options.edgeitems() == 0);
    addDtypeUnless(isEvident());
    return PrintedArray.of(
        layout.equals("strided") ? raw : raw.to_dense(), prefix.length(), options);
  }

  private String nested() {
    return OwnedTensors.of(raw.unbind(0)).stream()
        .map(tensor -> new TensorRepr(tensor.raw, options).text().indent(2).stripTrailing())
        .collect(Collectors.joining(",\n", "[\n", "\n]"));
  }

  private String sparse(String layout) {
    suffixes.add("size=" + tuple(raw.shape()));
    if (!raw.is_meta()) {
      suffixes.add("nnz=" + raw._nnz());
    }
    addDtypeUnless(isEvident());
    return switch (layout) {
      case "sparse_coo" -> parts(part("indices", raw._indices()), part("values", raw._values()));
      case "sparse_csr", "sparse_bsr" ->
          parts(
              part("crow_indices", raw.crow_indices()),
              part("col_indices", raw.col_indices()),
              part("values", raw.values()));
      default ->
          parts(
              part("ccol_indices", raw.ccol_indices()),
              part("row_indices", raw.row_indices()),
              part("values", raw.values()));
    };
  }

  private String parts(String... parts) {
    return String.join(",\n" + " ".repeat(prefix.length()), parts);
  }

  private String part(String name, Tensor tensor) {
    String start = name + "=tensor(";
    String text =
        raw.is_meta()
            ? "..."
            : PrintedArray.of(tensor.detach(), prefix.length() + start.length(), options);
    boolean hasSize = raw.is_meta() || tensor.numel() == 0;
    return start + text + (hasSize ? ", size=" + tuple(tensor.shape()) : "") + ")";
  }

  private void addSizeIf(boolean needed) {
    if (needed) {
      suffixes.add("size=" + tuple(raw.shape()));
    }
  }

  private void addDtypeUnless(boolean known) {
    if (!known) {
      suffixes.add("dtype=" + DType.wrap(raw.scalar_type()));
    }
  }

  private boolean isDefault() {
    return raw.scalar_type().value == torch.get_default_dtype_as_scalartype().value;
  }

  // Whether the elements tell the dtype.
  private boolean isEvident() {
    ScalarType dtype = raw.scalar_type().intern();
    boolean isDouble = torch.get_default_dtype_as_scalartype().value == ScalarType.Double.value;
    return isDefault()
        || dtype == ScalarType.Long
        || dtype == ScalarType.Bool
        || dtype == (isDouble ? ScalarType.ComplexDouble : ScalarType.ComplexFloat);
  }

  private String layout() {
    return switch (raw.layout().intern()) {
      case Strided -> "strided";
      case Sparse -> "sparse_coo";
      case SparseCsr -> "sparse_csr";
      case SparseCsc -> "sparse_csc";
      case SparseBsr -> "sparse_bsr";
      case SparseBsc -> "sparse_bsc";
      case Mkldnn -> "_mkldnn";
      default -> "jagged";
    };
  }

  private static String tuple(long[] sizes) {
    return Arrays.stream(sizes)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "(", sizes.length == 1 ? ",)" : ")"));
  }
}
