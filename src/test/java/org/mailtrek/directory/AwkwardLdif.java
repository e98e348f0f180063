package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.util.Base64;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Writes entries as LDIF in every form that the format allows: folded anywhere, encoded without need, with comments and Windows line breaks. */
final class AwkwardLdif {

  private final Random random;
  private final String lineBreak;
  private final StringBuilder text = new StringBuilder();

  private AwkwardLdif(Random random) {
    this.random = random;
    this.lineBreak = random.nextBoolean() ? "\n" : "\r\n";
  }

  static byte[] write(List<Entry> entries, Random random) {
    return new AwkwardLdif(random).all(entries).getBytes(StandardCharsets.UTF_8);
  }

  private String all(List<Entry> entries) {
    text.append("version: 1").append(lineBreak);
    for (Entry entry : entries) {
      if (random.nextInt(5) == 0) {
        text.append("# zarafaAccount: no line of the entry").append(lineBreak);
      }
      line("dn", entry.getDN().getBytes(StandardCharsets.UTF_8));
      for (Attribute attribute : entry.getAttributes()) {
        for (byte[] value : attribute.getValueByteArrays()) {
          line(attribute.getName(), value);
        }
      }
      text.append(lineBreak.repeat(1 + random.nextInt(2)));
    }
    return text.toString();
  }

  private void line(String name, byte[] value) {
    String shown = new String(value, StandardCharsets.ISO_8859_1);
    boolean safe = shown.matches("([!-9;=-~]([ -~]*[!-~])?)?") && random.nextInt(10) > 0;
    String line = safe ? name + ":" + (random.nextInt(10) == 0 ? "" : " ") + shown : name + ":: " + Base64.encode(value);
    while (line.length() > 3 && random.nextInt(8) == 0) {
      int cut = 1 + random.nextInt(line.length() - 2);
      text.append(line, 0, cut).append(lineBreak).append(' ');
      line = line.substring(cut);
    }
    text.append(line).append(lineBreak);
  }
}
