package org.mailtrek.macro.groovy;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.LoopingStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Lets an interrupt leave a macro wherever it may stay: at the begin of each method, of each closure and of each round of a loop. Groovy's own way to say this
 * ({@code ThreadInterrupt}) takes a third of a second to set up, because it is itself written in Groovy.
 */
final class Interruptible extends CompilationCustomizer {

  private static final ClassNode SCRIPT = ClassHelper.make(MacroScript.class);

  Interruptible() {
    super(CompilePhase.CANONICALIZATION);
  }

  @Override
  public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
    new Walk(source).visitClass(type);
  }

  /** Puts the look at the interrupt where it belongs. */
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
    public void visitMethod(MethodNode method) {
      super.visitMethod(method);
      if (!method.isSynthetic() && !method.isAbstract() && method.getCode() != null) {
        method.setCode(looking(method.getCode(), method));
      }
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
      super.visitClosureExpression(closure);
      closure.setCode(looking(closure.getCode(), closure));
    }

    @Override
    public void visitForLoop(ForStatement loop) {
      super.visitForLoop(loop);
      round(loop, loop);
    }

    @Override
    public void visitWhileLoop(WhileStatement loop) {
      super.visitWhileLoop(loop);
      round(loop, loop);
    }

    @Override
    public void visitDoWhileLoop(DoWhileStatement loop) {
      super.visitDoWhileLoop(loop);
      round(loop, loop);
    }

    private static void round(LoopingStatement loop, ASTNode where) {
      loop.setLoopBlock(looking(loop.getLoopBlock(), where));
    }

    private static Statement looking(Statement code, ASTNode where) {
      Statement look = new ExpressionStatement(new StaticMethodCallExpression(SCRIPT, "goOn", ArgumentListExpression.EMPTY_ARGUMENTS));
      look.setSourcePosition(where);
      BlockStatement both = code instanceof BlockStatement block ? new BlockStatement(new ArrayList<>(), block.getVariableScope()) : new BlockStatement();
      both.setSourcePosition(code);
      both.addStatement(look);
      both.addStatements(code instanceof BlockStatement block ? block.getStatements() : List.of(code));
      return both;
    }
  }
}
