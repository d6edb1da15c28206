package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that Python 2.13 printed, and what it has no counterpart for. */
final class TensorReprTest {
  @AfterEach
  void restoreOptions() {
    Torch.setPrintOptions(PrintOptions.DEFAULT);
  }

  @Test
  void toString_ofFloats_hasFourDigits() {
    assertEquals("tensor([1.0000, 2.5000])", floats(1, 2.5).toString());
    assertEquals("tensor([1., 2.])", floats(1, 2).toString());
    assertEquals("tensor([1.0000e+00, 1.0000e-05])", floats(1, 1e-5).toString());
    assertEquals("tensor([nan, inf, -inf, 1.])", floats(NaN, INF, -INF, 1).toString());
    assertEquals("tensor(0.1250)", floats(0.125).squeeze().toString());
  }

  @Test
  void toString_ofMatrix_alignsColumns() {
    assertEquals(
        "tensor([[  1.0000,  -0.5000],\n        [100.2500,   0.0000]])",
        floats(1, -0.5, 100.25, 0).view(2, 2).toString());
  }

  @Test
  void toString_ofLargeTensor_isSummarisedAndReadsNoMore() {
    Tensor huge = floats(1).expand(3_000_000, 1_000_000, 1_000_000);
    String block = "[[1., 1., 1.,  ..., 1., 1., 1.],\n         [1., 1., 1.,  ..., 1., 1., 1.],";
    assertTrue(huge.toString().startsWith("tensor([" + block), huge.toString());
  }

  @Test
  void toString_withGradient_namesTheFunction() {
    Tensor leaf = floats(1, 2).requiresGrad_();
    assertEquals("tensor([1., 2.], requires_grad=True)", leaf.toString());
    assertEquals("tensor([2., 4.], grad_fn=<MulBackward0>)", leaf.mul(2).toString());
    assertEquals("tensor([1., 2.], grad_fn=<ViewBackward0>)", leaf.view(2).toString());
  }

  @Test
  void toString_ofViewModifiedWithoutGradient_saysInvalid() {
    Tensor base = floats(1, 2).requiresGrad_().clone();
    Tensor view;
    try (var noGrad = Torch.noGrad()) {
      view = base.view(2).mul_(2);
    }
    assertEquals("tensor([2., 4.], grad_fn=<Invalid>)", view.toString());
  }

  @Test
  void toString_ofClosedTensor_saysSo() {
    Tensor tensor = floats(1);
    tensor.close();
    assertEquals("tensor(<closed>)", tensor.toString());
    assertEquals("tensor(<undefined>)", Tensor.wrap(new org.bytedeco.pytorch.Tensor()).toString());
  }

  @Test
  void toString_ofMkldnnTensor_namesTheLayout() {
    var raw = floats(6, 2, 0).unwrap().to_mkldnn();
    assertEquals("tensor([6., 2., 0.], layout=torch._mkldnn)", Tensor.wrap(raw).toString());
  }

  @Test
  void toString_ofQuantisedTensor_describesIt() {
    var raw = torch.quantize_per_tensor(floats(1).unwrap(), 0.5, 0, torch.ScalarType.QInt8);
    assertTrue(Tensor.wrap(raw).toString().startsWith("tensor(<[1] "), raw::toString);
  }

  @Test
  void toString_leavesGradModeAsItIs() {
    assertTrue(Torch.isGradEnabled());
    assertEquals("tensor([1.])", floats(1).toString());
    assertTrue(Torch.isGradEnabled());
  }

  @Test
  void setPrintOptions_changesOneOption() {
    Torch.setPrintOptions(Torch.getPrintOptions().precision(2).sciMode(true));
    assertEquals("tensor([1.50e+00])", floats(1.5).toString());
    Torch.setPrintOptions(PrintOptions.options().threshold(3).edgeitems(1));
    assertEquals("tensor([1.,  ..., 4.])", floats(1, 2, 3, 4).toString());
    Torch.setPrintOptions(PrintOptions.FULL);
    assertEquals("tensor([1.])", floats(1).toString());
  }

  @Test
  void setPrintOptions_refusesBadValues() {
    assertRefused("options: got null, expected print options", () -> Torch.setPrintOptions(null));
    var options = PrintOptions.options();
    assertRefused("precision: got -1, expected >= 0", () -> options.precision(-1));
    assertRefused("edgeitems: got -1, expected >= 0", () -> options.edgeitems(-1));
    assertRefused("linewidth: got -1, expected >= 0", () -> options.linewidth(-1));
    assertRefused("threshold: got NaN, expected a number", () -> options.threshold(NaN));
  }

  @ParameterizedTest
  @CsvSource({
    "0.03125, 4, 0.0312, 3.1250e-02", // an exact tie: to even
    "0.00015, 4, 0.0001, 1.5000e-04", // less than it says, in binary
    "2.5, 0, 2, 2e+00",
    "-0.0, 2, -0.00, -0.00e+00",
    "-0.00001, 4, -0.0000, -1.0000e-05",
    "99999.5, 4, 99999.5000, 1.0000e+05",
    "9.9999999, 3, 10.000, 1.000e+01",
    "1e100, 1, 1e100, 1.0e+100",
    "NaN, 4, nan, nan",
    "-Infinity, 4, -inf, -inf",
  })
  void pythonFloat_isFormatOfPython(double value, int precision, String fixed, String scientific) {
    if (value != 1e100) {
      assertEquals(fixed, PythonFloat.fixed(value, precision));
    }
    assertEquals(scientific, PythonFloat.scientific(value, precision));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  private static final double NaN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  private static Tensor floats(double... values) {
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(values, values.length)).to(DType.float32);
  }
}
