package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.mailtrek.engine.change.Side;
import org.mailtrek.host.TrekException;

/** Takes what a step keeps beside the journal before it changes anything: files of a backup, in a folder of the run's own. */
public interface Keep {

  /**
   * Writes a file, durably.
   *
   * @param name such as {@code database.sql.gz}, or {@code config/server.cfg}
   * @param content writes it
   * @throws TrekException when it can't be written, or the content can't be had
   */
  void file(String name, Side.Writer content) throws TrekException;

  /** Writes a file, gzip-compressed as fast as can be, which a list of millions of names needs; otherwise as {@link #file}. */
  default void packed(String name, Side.Writer content) throws TrekException {
    file(
        name,
        out -> {
          GZIPOutputStream packed = new Quick(out);
          content.writeTo(packed);
          packed.finish();
        });
  }

  /** Writes a file of one JSON object a line; otherwise as {@link #file}. */
  default void lines(String name, List<JSONObject> lines) throws TrekException {
    file(
        name,
        out -> {
          for (JSONObject each : lines) {
            out.write((each.toSingleLineString() + "\n").getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  /** Packs in a third of the usual time, and a fifth less tightly. */
  final class Quick extends GZIPOutputStream {

    private Quick(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
