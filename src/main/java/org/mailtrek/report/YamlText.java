package org.mailtrek.report;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.api.RepresentToNode;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Lists and maps as YAML that people can read. */
final class YamlText {

  private static final int WIDTH = 140;

  private YamlText() {}

  /** Returns it with a comment above. No text in it is taken for a number or a switch. */
  static byte[] of(String comment, Object content) {
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setDefaultScalarStyle(ScalarStyle.PLAIN).setWidth(WIDTH).setDereferenceAliases(true).build();
    return ("# " + comment + "\n" + new Dump(settings, new Quoting(settings)).dumpToString(content)).getBytes(StandardCharsets.UTF_8);
  }

  /** Quotes what YAML 1.1, which Ansible reads, takes for a number or a switch: {@code 0750}, {@code no}. */
  private static final class Quoting extends StandardRepresenter {

    private static final Pattern TAKEN = Pattern.compile("(?i)[-+.0-9].*|y|n|yes|no|on|off|true|false|null|~|=|<<|");

    Quoting(DumpSettings settings) {
      super(settings);
      RepresentToNode plain = representers.get(String.class);
      representers.put(String.class, data -> TAKEN.matcher((String) data).matches() ? representScalar(Tag.STR, (String) data, ScalarStyle.SINGLE_QUOTED) : plain.representData(data));
    }
  }
}
