package org.mailtrek.estate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.TrekException;

class EstateEditorTest {

  private static final String TEXT =
      """
      # Größe 𝄞: mine
      estate: acme   # the name
      hosts:
        m.1: { local: true }   # here

      directory:
        url: ldap://old:389     # asked Jürgen
        base: "dc=old"
        # and a comment at the end
      products:
        - host: m.1
          product: zcp
          version: 7.2.5 # ask
          attachments: { path: /a }
          database: { url: "jdbc:mysql://127.0.0.1:3306/z", user: z, password: { prompt: true } }
      # the end
      """;

  private static EstateEditor editor() {
    return new EstateEditor(Path.of("estate.yaml"), TEXT);
  }

  private static String with(EstateEditor editor, List<String> path, String value) throws TrekException {
    editor.set(path, value, "seen");
    EstateFile.parse(Path.of("estate.yaml"), editor.text());
    return editor.text();
  }

  @Test
  void replacesAValueAndNothingElse() throws Exception {
    assertEquals(TEXT.replace("7.2.5", "7.2.6"), with(editor(), List.of("products", "m.1", "version"), "7.2.6"));
    assertEquals(TEXT.replace("ldap://old:389", "ldap://new:389"), with(editor(), List.of("directory", "url"), "ldap://new:389"));
    assertEquals(TEXT.replace("\"dc=old\"", "\"dc=new\""), with(editor(), List.of("directory", "base"), "\"dc=new\""));
    assertEquals(TEXT.replace("path: /a", "path: /b"), with(editor(), List.of("products", "m.1", "attachments", "path"), "/b"));
    assertEquals(TEXT.replace("{ prompt: true }", "{ env: PW }"), with(editor(), List.of("products", "m.1", "database", "password"), "{ env: PW }"));
  }

  @Test
  void addsAKeyBehindTheLastOfItsPart() throws Exception {
    assertEquals(TEXT.replace("\"dc=old\"\n", "\"dc=old\"\n  host: m.1  # seen\n"), with(editor(), List.of("directory", "host"), "m.1"));
    assertEquals(TEXT.replace("true } }\n", "true } }\n    index: /i  # seen\n"), with(editor(), List.of("products", "m.1", "index"), "/i"));
  }

  @Test
  void addsAKeyWithinBraces() throws Exception {
    assertEquals(TEXT.replace("true } }", "true }, host: m.1 }"), with(editor(), List.of("products", "m.1", "database", "host"), "m.1"));
  }

  @Test
  void addsAProductToTheList() throws Exception {
    EstateEditor editor = new EstateEditor(Path.of("estate.yaml"), TEXT.replace("local: true }", "local: true }\n  m2: { local: true }"));
    editor.addProduct(List.of("host: m2", "product: kc", "version: 8.7.25"));
    assertEquals(2, EstateFile.parse(Path.of("estate.yaml"), editor.text()).products().size());
    assertEquals("# the end", editor.text().lines().reduce((one, two) -> two).orElseThrow());
  }

  @Test
  void refusesAPartInSeveralLines() {
    EstateEditor editor = editor();
    assertThrows(TrekException.class, () -> editor.set(List.of("directory"), "{ }", ""));
    assertThrows(TrekException.class, () -> editor.set(List.of("target", "version"), "1", ""));
    assertEquals(TEXT, editor.text());
  }

  @Test
  void aFileWithoutALastLineEndGetsOne() throws Exception {
    EstateEditor editor = new EstateEditor(Path.of("estate.yaml"), "estate: a\nhosts:\n  m: { local: true }");
    editor.append("directory:\n  url: ldap://x:1\n  base: dc=x\n");
    assertEquals("dc=x", EstateFile.parse(Path.of("estate.yaml"), editor.text()).directory().orElseThrow().base());
  }
}
