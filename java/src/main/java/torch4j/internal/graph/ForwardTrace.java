package torch4j.internal.graph;

/**
 * Where a node of the graph was made: the cause of what its backward throws, while anomaly
 * detection is enabled.
 */
final class ForwardTrace extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final StackWalker WALKER = StackWalker.getInstance();

  /** The stack of this thread, from the first frame that is a program's. */
  ForwardTrace() {
    setStackTrace(
        WALKER.walk(
            frames ->
                frames
                    .dropWhile(frame -> frame.getClassName().startsWith("torch4j.internal.graph."))
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    .toArray(StackTraceElement[]::new)));
  }

  private ForwardTrace(String message, Throwable recorded, Throwable cause) {
    super(message, cause);
    setStackTrace(recorded == null ? new StackTraceElement[0] : recorded.getStackTrace());
  }

  static ForwardTrace of(String node, Throwable[] traces) {
    ForwardTrace parent = null;
    for (int i = traces.length - 1; i > 0; i--) {
      parent =
          new ForwardTrace(
              "Previous calculation. Traceback of forward call that induced it", traces[i], parent);
    }
    return traces[0] == null
        ? new ForwardTrace(
            "Error detected in "
                + node
                + ". No forward pass information available. Enable detect anomaly during forward"
                + " pass for more information.",
            null,
            parent)
        : new ForwardTrace(
            "Error detected in " + node + ". Traceback of forward call that caused the error",
            traces[0],
            parent);
  }
}
