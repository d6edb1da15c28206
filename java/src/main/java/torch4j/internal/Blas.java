package torch4j.internal;

import java.util.Locale;
import torch4j.TorchException;

/** The library for dense linear algebra that is loaded with LibTorch. */
enum Blas {
  MKL("MKL", "mkl"),
  OPENBLAS("OpenBLAS", ""),
  /** Whatever LibTorch brings, or the user has asked JavaCPP for. */
  OTHER("", "");

  private static final String PROPERTY = "torch4j.blas";
  private static final String JAVACPP_PROPERTY = "org.bytedeco.openblas.load";

  private final String loadedName;
  private final String javacppName;

  Blas(String loadedName, String javacppName) {
    this.loadedName = loadedName;
    this.javacppName = javacppName;
  }

  /** The value that {@code torch4j.blas} has, in lower case, or "". */
  static String property() {
    return System.getProperty(PROPERTY, "").toLowerCase(Locale.ROOT);
  }

  /**
   * The BLAS for this process: the user's choice, or else MKL where it is on the class path.
   *
   * @param hasMkl whether MKL is on the class path
   * @param builtIn whether LibTorch is the user's own. It brings its BLAS, and the symbols of an
   *     MKL beside it would come before those of an MKL inside it.
   * @throws TorchException if the user's choice cannot be followed
   */
  static Blas choose(boolean hasMkl, boolean builtIn) {
    String wanted = property();
    if (builtIn) {
      if (!wanted.isEmpty()) {
        throw new TorchException(
            PROPERTY
                + ": got \""
                + wanted
                + "\" together with "
                + StartUpOptions.LIBTORCH
                + ", expected one of the two; that LibTorch brings its own BLAS",
            "");
      }
      return OTHER;
    }
    return switch (wanted) {
      case "" -> byDefault(hasMkl);
      case "mkl" -> MKL;
      case "openblas" -> OPENBLAS;
      default ->
          throw new TorchException(
              PROPERTY
                  + ": got \""
                  + System.getProperty(PROPERTY)
                  + "\", expected mkl or openblas; without it MKL is used where it is on the class"
                  + " path",
              "");
    };
  }

  private static Blas byDefault(boolean hasMkl) {
    return switch (System.getProperty(JAVACPP_PROPERTY, "").toLowerCase(Locale.ROOT)) {
      case "" -> hasMkl ? MKL : OPENBLAS;
      case "mkl", "mkl_rt" -> MKL;
      default -> OTHER;
    };
  }

  /** Has JavaCPP load this BLAS; an explicit choice of the user's for JavaCPP stays. */
  void select() {
    if (!javacppName.isEmpty() && System.getProperty(JAVACPP_PROPERTY) == null) {
      System.setProperty(JAVACPP_PROPERTY, javacppName);
    }
  }

  /**
   * Returns if this is the BLAS that was loaded.
   *
   * @param loaded the name of the one that was
   * @param before whether LibTorch was there before torch4j started
   * @throws TorchException if it is another, which would mean other numbers and another speed
   */
  void requireLoaded(String loaded, boolean before) {
    if (this == OTHER || loaded.equals(loadedName)) {
      return;
    }
    throw new TorchException(
        "BLAS: got "
            + loaded
            + (before ? ", loaded by the presets before torch4j started" : "")
            + ", expected "
            + loadedName
            + "; "
            + (before
                ? "call Torch.init() before the first use of a class of org.bytedeco"
                : "-Dorg.bytedeco.javacpp.logger.debug=true shows why")
            + ", or choose the BLAS with -D"
            + PROPERTY
            + "=mkl or openblas",
        "");
  }
}
