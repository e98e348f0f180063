package org.mailtrek.macro.groovy;

import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Refuses what would write around the engine by mistake: files, processes and connections of this machine. No sandbox: who means harm finds a way, and a macro is
 * to be trusted as a shell script is.
 */
final class AroundTheEngine extends CompilationCustomizer {

  private static final Set<String> PACKAGES = Set.of("java.io", "java.net", "java.nio", "java.nio.file", "java.nio.channels", "java.sql", "javax.sql");
  private static final Set<String> CLASSES = Set.of("java.lang.ProcessBuilder", "java.lang.Runtime", "java.lang.Process", "java.lang.System", "java.lang.Thread");

  AroundTheEngine() {
    super(CompilePhase.INSTRUCTION_SELECTION);
  }

  @Override
  public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
    new Walk(source).visitClass(type);
  }

  private static boolean around(ClassNode type) {
    String name = type.getName();
    int dot = name.lastIndexOf('.');
    return CLASSES.contains(name) || dot > 0 && PACKAGES.contains(name.substring(0, dot));
  }

  /** Looks at every expression. */
  private static final class Walk extends ClassCodeVisitorSupport {

    private final SourceUnit source;

    Walk(SourceUnit source) {
      this.source = source;
    }

    @Override
    protected SourceUnit getSourceUnit() {
      return source;
    }

    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression call) {
      if (around(call.getType())) {
        refuse(call.getType().getNameWithoutPackage(), call);
      }
      super.visitConstructorCallExpression(call);
    }

    @Override
    public void visitClassExpression(ClassExpression expression) {
      // what the compiler itself puts in has no line
      if (expression.getLineNumber() > 0 && around(expression.getType())) {
        refuse(expression.getType().getNameWithoutPackage(), expression);
      }
      super.visitClassExpression(expression);
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
      if ("execute".equals(call.getMethodAsString()) && !call.isImplicitThis()) {
        refuse("execute()", call);
      }
      super.visitMethodCallExpression(call);
    }

    private void refuse(String what, ASTNode where) {
      addError("a macro goes through the estate (hosts, files, directory, change { }), not around it: " + what, where);
    }
  }
}
