package torch4j.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Writes the interface of each record with {@link Withers}. */
@SupportedAnnotationTypes("torch4j.processor.Withers")
public final class WithersProcessor extends AbstractProcessor {
  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element element : round.getElementsAnnotatedWith(Withers.class)) {
      try {
        write(new WithersSource((TypeElement) element, processingEnv));
      } catch (IllegalArgumentException | IOException e) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, e.getMessage(), element);
      }
    }
    return false;
  }

  private void write(WithersSource source) throws IOException {
    String text = source.text();
    var file = processingEnv.getFiler().createSourceFile(source.qualifiedName(), source.record());
    try (Writer writer = file.openWriter()) {
      writer.write(text);
    }
  }
}
