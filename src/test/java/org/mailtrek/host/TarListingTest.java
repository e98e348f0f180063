package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarListingTest {

  @TempDir private Path folder;

  /** Runs a shell in the folder. */
  private byte[] shell(String script) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", "set -e; cd '" + folder + "'; " + script).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    byte[] out = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor());
    return out;
  }

  @Test
  void readsEveryNameAndModeThatTarWrites() throws Exception {
    byte[] names = shell(
        "mkdir 'a b' $'new\\nline' 'wörter' 'quo\"te' 'back\\slash' 'x -> y'; echo hello >'a b/c'; : >$'\\377\\001\\t'; ln -s 'a b/c' 'li\"nk'; ln 'a b/c' hard; : >s; chmod 4751 s; : >g; chmod 2640 g;"
            + " mkdir t; chmod 1777 t; : >S; chmod 7000 S; mkfifo p; touch -h -d @1234567890 * 'a b/c'; mkdir " + "n".repeat(120) + "; : >" + "n".repeat(120) + "/" + "m".repeat(120) + ";"
            + " find . -printf '%p\\0%m\\0%l\\0'");
    List<TarListing.Item> items = TarListing.Item.all(shell("tar -cf - --no-recursion --null --files-from=<(find . -print0) | " + TarListing.COMMAND));
    List<byte[]> words = words(names);
    assertEquals(words.size() / 3, items.size());
    for (int i = 0; i < items.size(); i++) {
      TarListing.Item item = items.get(i);
      String name = new String(words.get(3 * i), StandardCharsets.ISO_8859_1);
      HostPath path = name.equals(".") ? HostPath.ROOT : HostPath.ofBytes(name.substring(1).getBytes(StandardCharsets.ISO_8859_1));
      assertEquals(path, item.path());
      assertEquals(Integer.parseInt(new String(words.get(3 * i + 1), StandardCharsets.US_ASCII), 8), item.kind() == FileState.Kind.LINK ? 0777 : item.mode(), name);
      if (item.kind() == FileState.Kind.LINK) {
        assertArrayEquals(words.get(3 * i + 2), item.target());
      }
    }
    TarListing.Item file = items.stream().filter(each -> each.path().equals(HostPath.of("/a b/c")) || each.path().equals(HostPath.of("/hard"))).filter(each -> each.size() > 0).findFirst().orElseThrow();
    assertEquals(6, file.size());
    assertEquals(Instant.ofEpochSecond(1234567890), file.modified());
    assertEquals(FileState.Kind.OTHER, items.stream().filter(each -> each.path().equals(HostPath.of("/p"))).findFirst().orElseThrow().kind());
  }

  private static List<byte[]> words(byte[] text) {
    List<byte[]> words = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < text.length; at++) {
      if (text[at] == 0) {
        words.add(java.util.Arrays.copyOfRange(text, start, at));
        start = at + 1;
      }
    }
    return words;
  }

  @Test
  void refusesWhatIsNoListing() {
    assertThrows(IllegalArgumentException.class, () -> TarListing.item("tar: something else"));
  }
}
