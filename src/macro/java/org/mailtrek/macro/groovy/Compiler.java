package org.mailtrek.macro.groovy;

import groovy.lang.GroovyClassLoader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.tools.GroovyClass;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Source;

/** Compiles macros so that each loop, closure and method can be interrupted. */
final class Compiler {

  private Compiler() {}

  static Compiled compile(Source source) throws TrekException {
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.setScriptBaseClass(MacroScript.class.getName());
    configuration.setSourceEncoding("UTF-8");
    // what a call site needs is then found without spinning method handles for it: the first macro of a session makes a few hundred calls, each of them once
    configuration.getOptimizationOptions().put(CompilerConfiguration.INVOKEDYNAMIC, false);
    // nothing is fetched for a macro, and what would look for it need not be loaded
    configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
    configuration.addCompilationCustomizers(new Interruptible(), new AroundTheEngine());
    Map<String, byte[]> classes = new LinkedHashMap<>();
    try (GroovyClassLoader loader = new GroovyClassLoader(Compiler.class.getClassLoader(), configuration)) {
      CompilationUnit unit = new CompilationUnit(configuration, null, loader);
      unit.addSource(source.file(), source.text());
      unit.compile(Phases.CLASS_GENERATION);
      String first = unit.getFirstClassNode().getName();
      for (GroovyClass each : unit.getClasses()) {
        if (each.getName().equals(first)) {
          classes.put(first, each.getBytes());
        }
      }
      for (GroovyClass each : unit.getClasses()) {
        classes.putIfAbsent(each.getName(), each.getBytes());
      }
    } catch (Exception | StackOverflowError e) {
      throw Fault.of(source, e);
    }
    return new Compiled(classes);
  }
}
