package torch4j.internal;

import java.net.URL;
import torch4j.TorchException;

/**
 * The native libraries on the class path.
 *
 * @param version the version of LibTorch
 * @param platform the name of the platform in the presets, such as linux-x86_64
 */
record NativeResources(String version, String platform) {
  /** The resource name of libtorch4j. */
  String torch4j() {
    return "torch4j/" + platform + "/" + System.mapLibraryName("torch4j");
  }

  private String presets(String extension) {
    return "org/bytedeco/pytorch/" + platform + extension + "/" + System.mapLibraryName("jnitorch");
  }

  private String mkl() {
    return "org/bytedeco/mkl/" + platform + "/libmkl_rt.so.2";
  }

  boolean hasGpuPresets() {
    return find(presets("-gpu")) != null;
  }

  boolean hasMkl() {
    return find(mkl()) != null;
  }

  /**
   * Checks that the required libraries are on the class path.
   *
   * @throws TorchException if one is missing; the message names the artifact
   */
  void require(Blas blas) {
    require(
        find(presets("")) != null || hasGpuPresets(),
        "LibTorch",
        presets(""),
        "org.bytedeco:pytorch with classifier " + platform);
    require(find(torch4j()) != null, "libtorch4j", torch4j(), "io.github.torch4j:torch4j-native");
    require(
        blas != Blas.MKL || hasMkl(),
        "MKL",
        mkl(),
        "org.bytedeco:mkl with classifier " + platform + "-redist");
  }

  private void require(boolean found, String what, String resource, String artifact) {
    if (!found) {
      throw new TorchException(
          what
              + " "
              + version
              + ": got none for "
              + System.getProperty("os.name")
              + "/"
              + System.getProperty("os.arch")
              + ", looked for "
              + resource
              + " on the class path; add the artifact "
              + artifact
              + " (linux-x86_64 is what torch4j is built for)",
          "");
    }
  }

  /** The URL of a resource, or null. */
  static URL find(String resource) {
    ClassLoader loader = NativeResources.class.getClassLoader();
    return loader == null ? ClassLoader.getSystemResource(resource) : loader.getResource(resource);
  }
}
