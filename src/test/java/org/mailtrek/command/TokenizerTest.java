package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenizerTest {

  private static final String ALPHABET = "ab=,\\'\"$#;|>& \t\n()*ü漢-_.";

  private static List<String> words(String line) {
    return Tokenizer.plain().split(line).words();
  }

  private static List<String> operators(String line) {
    return Tokenizer.plain().split(line).tokens().stream().filter(Token::operator).map(Token::text).toList();
  }

  @Test
  void everyQuotedValueParsesBackToItself() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Tokenizer tokenizer = new Tokenizer(name -> Optional.of("replaced"));
    for (int round = 0; round < 20_000; round++) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(9); length > 0; length--) {
        value.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      Tokenizer.Tokens tokens = tokenizer.split("a " + Tokenizer.quote(value.toString()) + " z");
      assertEquals(List.of("a", value.toString(), "z"), tokens.words(), "seed " + seed);
      assertEquals(3, tokens.tokens().size(), "seed " + seed);
      assertEquals(Tokenizer.Open.NOTHING, tokens.open(), "seed " + seed);
    }
  }

  @Test
  void neverFailsAndKeepsPositionsInOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder line = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        line.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      int last = 0;
      for (Token token : Tokenizer.plain().split(line.toString()).tokens()) {
        assertTrue(token.start() >= last && token.end() >= token.start() && token.end() <= line.length(), "seed " + seed + ": " + line);
        last = token.end();
      }
    }
  }

  @Test
  void singleQuotesKeepTheBackslashOfADn() {
    assertEquals(List.of("cn=a\\,b"), words("'cn=a\\,b'"));
  }

  @Test
  void doubleQuotesKnowTwoEscapesOnly() {
    assertEquals(List.of("a\"b\\c\\n"), words("\"a\\\"b\\\\c\\n\""));
  }

  @Test
  void aFilterIsOneWord() {
    assertEquals(List.of("(&(a=b)(c>=1))"), words("(&(a=b)(c>=1))"));
  }

  @Test
  void aHashInsideAWordIsNoComment() {
    assertEquals(List.of("cn=a#b"), words("cn=a#b # the rest"));
  }

  @Test
  void operatorsCountAsWordsOfTheirOwn() {
    assertEquals(List.of("a", "b", "x>y"), words("a | b > x>y"));
    assertEquals(List.of("|", ">"), operators("a | b > x>y"));
    assertEquals(List.of(), operators("'|' '>' \\; \"&\""));
  }

  @Test
  void aSemicolonCountsAtTheEndOfAWordToo() {
    assertEquals(List.of("status", "help", "a;b"), words("status; help ; a;b"));
    assertEquals(List.of(";", ";"), operators("status; help ; a;b"));
    assertEquals(List.of("a;"), words("a\\;"));
    assertEquals(List.of("a;"), words("'a;'"));
  }

  @Test
  void onlySetVariablesAreReplacedAndNeverInSingleQuotes() {
    Tokenizer tokenizer = new Tokenizer(name -> name.equals("base") ? Optional.of("dc=a b") : Optional.empty());
    assertEquals(List.of("x,dc=a b", "dc=a b", "$base", "$other", "$", "$base"), tokenizer.split("x,$base \"$base\" '$base' $other $ \\$base").words());
  }

  @Test
  void aValueOfAVariableIsNeverAnOperator() {
    Tokenizer tokenizer = new Tokenizer(name -> Optional.of(";"));
    assertEquals(List.of(new Token(";", 0, 2, false)), tokenizer.split("$a").tokens());
  }

  @Test
  void emptyQuotesAreAWord() {
    assertEquals(List.of("", "a", ""), words("'' a \"\";"));
  }

  @Test
  void saysWhatALineWaitsFor() {
    assertEquals(Tokenizer.Open.SINGLE, Tokenizer.plain().split("a 'b").open());
    assertEquals(Tokenizer.Open.DOUBLE, Tokenizer.plain().split("a \"b").open());
    assertEquals(Tokenizer.Open.BACKSLASH, Tokenizer.plain().split("a \\").open());
    assertEquals(List.of("a", "b"), words("a \\\nb"));
    assertFalse(Tokenizer.plain().split("a").comment());
  }

  @Test
  void aNewlineOutsideQuotesSeparatesCommands() {
    assertEquals(List.of(";"), operators("a # comment\nb"));
    assertEquals(List.of("a", "b"), words("a # comment\nb"));
  }
}
