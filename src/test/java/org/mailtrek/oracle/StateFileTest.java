package org.mailtrek.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The silent mode, O11: every documented key, its values, and what is none. */
class StateFileTest {

  @ParameterizedTest
  @ValueSource(strings = {"upgrade", "uninstall"})
  void whatIsWrittenIsUnderstood(String verb) {
    StateFile file = StateFile.write(verb, Map.of());
    assertEquals(List.of(), StateFileCheck.of(file));
    assertEquals(verb, file.verb());
    StateKey.of(verb).forEach(each -> assertTrue(file.value(each.name()).isPresent(), each::name));
    assertEquals(file.text(), StateFile.parse(file.text()).text());
  }

  @Test
  void knowsEveryDocumentedKey() {
    assertEquals(
        List.of("VERB", "USEPKGUPGRADE", "UPGRADESC", "PKGOVERWRITE", "INSTALLROOT", "EXCLUDESC", "EXCLUDEOS", "COMPONENT_VERSIONS", "COMPONENTS", "ALTROOT", "ALTDISTROPATH"),
        StateKey.of("upgrade").stream().map(StateKey::name).toList());
    assertEquals(List.of("VERB", "ROOTDIR", "COMPONENTS", "INSTALLNAME"), StateKey.of("uninstall").stream().map(StateKey::name).toList());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "INSTALROOT=/x|is no key of upgrade",
    "UPGRADESC=maybe|'maybe' is not yes or no",
    "INSTALLROOT=opt/sun|'opt/sun' is not an absolute path",
    "INSTALLROOT=/opt/../etc|'/opt/../etc' is not an absolute path",
    "COMPONENTS=ms64|'ms64' is not mnemonics such as MS64, with blanks between: see commpkg info --listPackages",
    "VERB=isntall|'isntall' is not upgrade or uninstall",
    "---dry-run=yes|a dry run can only be typed: commpkg upgrade --dry-run",
    "nonsense|is neither KEY=VALUE nor a comment"
  })
  void saysWhatIsWrongInWhichLine(String line, String what) {
    StateFile file = StateFile.parse("# comment\n" + line + "\nVERB=upgrade\nINSTALLROOT=/opt/sun/comms\nCOMPONENTS=MS64 CS\n");
    StateFileCheck.Finding first = StateFileCheck.of(file).get(0);
    assertEquals(2, first.line());
    assertEquals(what, first.what());
  }

  @Test
  void takesAnswersInAnyCaseAndAnUnusedKeyWithAnything() {
    StateFile file = StateFile.parse("VERB=upgrade\nPKGOVERWRITE=YES\nEXCLUDEOS = No\nINSTALLROOT=/opt/sun/comms\nCOMPONENTS=MS64\nCOMPONENT_VERSIONS= 7.4 6.4 7.2\n");
    assertEquals(List.of(), StateFileCheck.of(file));
  }

  @Test
  void saysWhichLineDoesNotCount() {
    StateFile file = StateFile.parse("VERB=upgrade\nINSTALLROOT=/a\nINSTALLROOT=/b\nCOMPONENTS=MS64\n");
    assertEquals("/b", file.value("INSTALLROOT").orElseThrow());
    assertEquals("is set again: line 2 does not count", StateFileCheck.of(file).get(0).what());
  }

  @Test
  void saysWhatIsMissing() {
    assertEquals(List.of("INSTALLROOT", "COMPONENTS"), StateFileCheck.of(StateFile.parse("VERB=upgrade\n")).stream().map(StateFileCheck.Finding::key).toList());
  }

  @Test
  void anEditLeavesAllElseAsItIs() {
    String text = "# mine\r\nVERB=upgrade\r\n  INSTALLROOT = /a\r\n\r\n# end";
    assertEquals(text.replace(" /a", "/opt/ucs1"), StateFile.parse(text).with("INSTALLROOT", "/opt/ucs1").text());
    assertEquals(text + "\nALTROOT=no", StateFile.parse(text).with("ALTROOT", "no").text());
  }

  @Test
  void theCommandLineWins() {
    StateFile file = StateFile.write("upgrade", Map.of("INSTALLROOT", "/a"));
    assertEquals(Map.of("INSTALLROOT", "/b"), file.overridden(Map.of("--installroot", "/b", "--acceptLicense", "")));
  }
}
