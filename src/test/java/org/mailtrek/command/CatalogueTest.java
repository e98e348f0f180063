package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.host.TrekException;

class CatalogueTest {

  private final Catalogue catalogue = new Catalogue();

  @TestFactory
  Stream<DynamicTest> everyCommandCanBeCompletedAndExplained() {
    return catalogue.all().stream().map(entry -> DynamicTest.dynamicTest(entry.name(), () -> complete(entry)));
  }

  private void complete(Catalogue.Entry entry) throws TrekException {
    Shape shape = entry.open().shape();
    assertFalse(entry.summary().isBlank());
    assertTrue(shape.examples().size() >= 2, "needs two examples");
    Set<String> names = new HashSet<>();
    for (Shape.Option option : shape.options()) {
      assertTrue(names.addAll(option.names()), "the same option twice: " + option.names());
      assertFalse(option.description().isBlank(), option.name());
      if (!option.flag()) {
        assertNotSame(Offers.nothing(), option.values(), option.name() + " has nothing to offer");
      }
      assertFalse(option.name().matches(".*(password|secret|token).*"), "no option takes a secret: " + option.name());
    }
    for (Shape.Positional positional : shape.positionals()) {
      assertNotSame(Offers.nothing(), positional.values(), positional.label() + " has nothing to offer");
    }
    assertEquals(0, HelpPage.of(entry).exit());
  }

  @TestFactory
  Stream<DynamicTest> everyExampleParses() {
    return catalogue.all().stream()
        .flatMap(entry -> entry.open().shape().examples().stream())
        .map(example -> DynamicTest.dynamicTest(example.line(), () -> parses(example.line())));
  }

  private void parses(String line) throws TrekException {
    List<String> words = Tokenizer.plain().split(line).tokens().stream().takeWhile(token -> !token.operator()).map(Token::text).toList();
    new Parser(catalogue).parse(Globals.NONE, words);
  }

  @TestFactory
  Stream<DynamicTest> everyCommandToSeeIsThere() {
    return catalogue.all().stream()
        .flatMap(entry -> entry.open().shape().seeAlso().stream())
        .distinct()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertTrue(catalogue.named(name).isPresent(), name)));
  }

  @Test
  void globalOptionsStandBeforeAndAfterTheCommand() throws TrekException {
    Globals.Leading leading = Globals.NONE.leading(List.of("-e", "/x", "--json", "help"));
    assertTrue(leading.globals().json());
    Parser.Parsed parsed = new Parser(catalogue).parse(leading.globals(), List.of("let", "-q", "a=b"));
    assertTrue(parsed.globals().quiet());
    assertTrue(parsed.globals().json());
    assertEquals(List.of("a=b"), parsed.words());
  }

  @Test
  void aTypoNamesTheNearest() {
    assertEquals("status", catalogue.near(List.of("statsu")).get(0));
    assertEquals("run list", catalogue.near(List.of("run", "lits")).get(0));
  }
}
