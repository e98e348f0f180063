package org.mailtrek.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Whatever a package shows to others is explained: parses all sources and looks for comments. */
class JavadocTest {

  private static final List<Path> SOURCES = List.of(Path.of("src/main/java"), Path.of("src/macro/java"));

  @Test
  void everythingPublicIsExplained() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources()));
      Explained explained = new Explained(DocTrees.instance(task));
      int units = 0;
      for (CompilationUnitTree unit : task.parse()) {
        explained.scan(unit, null);
        units++;
      }
      assertTrue(units > 100, "found only " + units + " sources");
      assertEquals(List.of(), explained.missing);
    }
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    Set<Path> folders = sources().stream().map(Path::getParent).collect(Collectors.toSet());
    List<Path> silent = new ArrayList<>();
    for (Path folder : folders) {
      Path page = folder.resolve("package-info.java");
      if (!Files.exists(page) || !Files.readString(page).contains("/**")) {
        silent.add(folder);
      }
    }
    assertEquals(List.of(), silent);
  }

  private static List<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path root : SOURCES) {
      try (Stream<Path> all = Files.walk(root)) {
        all.filter(each -> each.toString().endsWith(".java")).sorted().forEach(found::add);
      }
    }
    return found;
  }

  /** Walks what is visible outside a package. */
  private static final class Explained extends TreePathScanner<Void, Void> {

    private final DocTrees trees;
    private final List<String> missing = new ArrayList<>();

    Explained(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      if (!visible(type.getModifiers())) {
        return null;
      }
      look(type.getSimpleName().toString());
      return super.visitClass(type, nothing);
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (visible(method.getModifiers()) && !overrides(method.getModifiers()) && !isImplied(method)) {
        look(method.getName() + "()");
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree field, Void nothing) {
      boolean component = getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD && !field.getModifiers().getFlags().contains(Modifier.STATIC);
      if (visible(field.getModifiers()) && !component) {
        look(field.getName().toString());
      }
      return null;
    }

    /** The private constructor of javac for a record or enum, which nobody wrote. */
    private boolean isImplied(MethodTree method) {
      return method.getName().contentEquals("<init>") && trees.getSourcePositions().getEndPosition(getCurrentPath().getCompilationUnit(), method) < 0;
    }

    private boolean visible(ModifiersTree modifiers) {
      TreePath parent = getCurrentPath().getParentPath();
      boolean implied = parent != null && (parent.getLeaf().getKind() == Tree.Kind.INTERFACE) && !modifiers.getFlags().contains(Modifier.PRIVATE);
      return implied || modifiers.getFlags().contains(Modifier.PUBLIC);
    }

    private static boolean overrides(ModifiersTree modifiers) {
      return modifiers.getAnnotations().stream().anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
    }

    private void look(String name) {
      if (trees.getDocComment(getCurrentPath()) == null) {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        long line = unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, getCurrentPath().getLeaf()));
        missing.add(Path.of(unit.getSourceFile().getName()).getFileName() + ":" + line + " " + name);
      }
    }
  }
}
