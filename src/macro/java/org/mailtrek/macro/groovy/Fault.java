package org.mailtrek.macro.groovy;

import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.runtime.InvokerInvocationException;
import org.codehaus.groovy.syntax.SyntaxException;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Source;

/** Says what is wrong with a macro, and in which of its lines. */
final class Fault {

  private Fault() {}

  static TrekException of(Source source, Throwable thrown) {
    Throwable fault = thrown;
    while (fault instanceof InvokerInvocationException || fault instanceof java.lang.reflect.InvocationTargetException || fault instanceof java.lang.reflect.UndeclaredThrowableException) {
      fault = fault.getCause();
    }
    if (fault instanceof InterruptedException) {
      return TrekException.at(source.file()).kind(TrekException.Kind.INTERRUPTED).found("was left while it ran; nothing was changed").because(thrown).next("");
    }
    if (fault instanceof MultipleCompilationErrorsException wrong) {
      return syntax(source, wrong);
    }
    String where = source.file() + line(source, fault).map(line -> ", line " + line).orElse("");
    if (fault instanceof TrekException known) {
      return TrekException.at(where).kind(known.kind()).found(known.where() + ": " + known.what()).because(known).next(known.next());
    }
    return TrekException.at(where).found(words(fault)).because(fault).next("mend that line; nothing was changed");
  }

  private static Optional<Integer> line(Source source, Throwable fault) {
    for (Throwable each = fault; each != null; each = each.getCause()) {
      Optional<StackTraceElement> frame = Arrays.stream(each.getStackTrace()).filter(element -> source.file().equals(element.getFileName()) && element.getLineNumber() > 0).findFirst();
      if (frame.isPresent()) {
        return frame.map(StackTraceElement::getLineNumber);
      }
    }
    return Optional.empty();
  }

  private static String words(Throwable fault) {
    if (fault instanceof MissingPropertyException missing) {
      return "there is no '" + missing.getProperty() + "'" + of(missing.getType());
    }
    if (fault instanceof MissingMethodException missing) {
      List<String> types = Arrays.stream(missing.getArguments()).map(each -> each == null ? "null" : each.getClass().getSimpleName()).toList();
      return "there is no '" + missing.getMethod() + "(" + String.join(", ", types) + ")'" + of(missing.getType());
    }
    if (fault instanceof StackOverflowError) {
      return "calls itself without an end";
    }
    String message = fault.getMessage() == null ? "" : ": " + fault.getMessage().lines().findFirst().orElse("");
    return fault.getClass().getSimpleName() + message;
  }

  private static String of(Class<?> type) {
    return type == null || MacroScript.class.isAssignableFrom(type) ? "; 'help macros' lists what there is" : " of " + type.getSimpleName() + "; 'help macros' lists what there is";
  }

  private static TrekException syntax(Source source, MultipleCompilationErrorsException wrong) {
    if (wrong.getErrorCollector().getError(0) instanceof SyntaxErrorMessage message) {
      SyntaxException first = message.getCause();
      return TrekException.at(source.file() + ", line " + first.getStartLine() + ", column " + first.getStartColumn())
          .kind(TrekException.Kind.USAGE)
          .found(first.getOriginalMessage().lines().findFirst().orElse("is no Groovy"))
          .because(wrong)
          .next("mend that line; nothing was changed");
    }
    return TrekException.at(source.file()).kind(TrekException.Kind.USAGE).found(wrong.getMessage()).because(wrong).next("mend it; nothing was changed");
  }
}
