package torch4j.internal;

import java.util.Locale;
import torch4j.TorchException;

/** The BLAS library that is loaded with LibTorch. */
enum Blas {
  MKL("MKL", "mkl"),
  OPENBLAS("OpenBLAS", ""),
  /** The BLAS that is part of the user's LibTorch, or one selected by JavaCPP's own property. */
  OTHER("", "");

  private static final String PROPERTY = "torch4j.blas";
  private static final String JAVACPP_PROPERTY = "org.bytedeco.openblas.load";

  private final String loadedName;
  private final String javacppName;

  Blas(String loadedName, String javacppName) {
    this.loadedName = loadedName;
    this.javacppName = javacppName;
  }

  /**
   * The BLAS to load: the user's choice, or else MKL if it is on the class path.
   *
   * @param hasMkl whether MKL is on the class path
   * @param builtIn whether LibTorch is the user's own, which contains a BLAS. The symbols of the
   *     presets' MKL would take precedence over those of an MKL in it.
   * @throws TorchException if the property {@code torch4j.blas} has another value, or is set
   *     together with {@code torch4j.libtorch}
   */
  static Blas choose(boolean hasMkl, boolean builtIn) {
    String wanted = System.getProperty(PROPERTY, "");
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
                  + wanted
                  + "\", expected mkl or openblas; without the property it is MKL if that is on the"
                  + " class path",
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

  /** Tells JavaCPP to load this BLAS, unless the user has set JavaCPP's own property. */
  void select() {
    if (!javacppName.isEmpty() && System.getProperty(JAVACPP_PROPERTY) == null) {
      System.setProperty(JAVACPP_PROPERTY, javacppName);
    }
  }

  /**
   * Checks that this BLAS was loaded.
   *
   * @param loaded the name of the BLAS that was loaded
   * @param before whether it was loaded before torch4j started
   * @throws TorchException if it is another, because results and speed would differ
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
