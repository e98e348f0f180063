package org.mailtrek.backup;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONNumber;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.change.Sha256;
import org.mailtrek.engine.change.Side;
import org.mailtrek.estate.View;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/**
 * A dump of a database in a file of its own, gzip-compressed; the file beside it whose name ends in {@code .json} has its digest, the schema, and a
 * digest of each table. As something kept it is compared with its digest before it is first read.
 */
public final class DumpFile implements Kept {

  private static final String SHA = "sha256";

  private final Path file;
  private Optional<JSONObject> described = Optional.empty();

  /** Names a dump; nothing is read yet. */
  public DumpFile(Path file) {
    this.file = file;
  }

  /** Returns the name of the file beside a dump. */
  public static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".json");
  }

  /**
   * Dumps the database of a host.
   *
   * @return the description that belongs beside it; its {@code tables} are empty where the database was written to meanwhile
   */
  public static JSONObject write(View view, String host, OutputStream to) throws TrekException {
    Writing writing = new Writing(host, to);
    new DatabaseCopy(host).keep(view, writing);
    return writing.description();
  }

  /** Takes the dump as it comes, and the description as the last. */
  private record Writing(String host, OutputStream to, MessageDigest digest, ByteArrayOutputStream about) implements Keep {

    Writing(String host, OutputStream to) {
      this(host, to, Sha256.start(), new ByteArrayOutputStream());
    }

    @Override
    public void file(String name, Side.Writer content) throws TrekException {
      try {
        content.writeTo(name.equals(new DatabaseCopy(host).dump()) ? new DigestOutputStream(to, digest) : about);
      } catch (IOException e) {
        throw TrekException.at(host + ": database").found("the dump can't be written: " + e.getMessage()).because(e).next("make room, then dump again");
      }
    }

    JSONObject description() {
      try {
        Map<String, JSONValue> fields = new LinkedHashMap<>(JsonText.object(about.toString(StandardCharsets.UTF_8)).getFields());
        fields.put("format", new JSONNumber(1));
        fields.put("host", new JSONString(host));
        fields.put(SHA, new JSONString(Sha256.hex(digest)));
        return new JSONObject(fields.entrySet().stream().map(each -> new JSONField(each.getKey(), each.getValue())).toArray(JSONField[]::new));
      } catch (JSONException e) {
        throw new IllegalStateException("our own description is no JSON", e);
      }
    }
  }

  @Override
  public String name() {
    return file.toString();
  }

  private static boolean dump(String path) {
    return path.endsWith(".gz");
  }

  @Override
  public boolean has(String path) {
    return Files.exists(dump(path) ? file : beside(file));
  }

  @Override
  public InputStream open(String path) throws TrekException {
    described();
    try {
      return Files.newInputStream(dump(path) ? file : beside(file));
    } catch (IOException e) {
      throw unreadable(dump(path) ? file : beside(file), e);
    }
  }

  @Override
  public String digest(String path) throws TrekException {
    return described().getFieldAsString(SHA);
  }

  private JSONObject described() throws TrekException {
    if (described.isEmpty()) {
      JSONObject form = form();
      String found = digestOf(file);
      if (!found.equals(form.getFieldAsString(SHA))) {
        throw TrekException.at(file).kind(TrekException.Kind.REFUSED).found("is not what was written down when the dump was made: its digest is " + found).next("use another dump");
      }
      described = Optional.of(form);
    }
    return described.get();
  }

  private JSONObject form() throws TrekException {
    Path beside = beside(file);
    if (!Files.exists(beside)) {
      throw TrekException.at(file).kind(TrekException.Kind.REFUSED).found("has no " + beside.getFileName() + " beside it, so that what it holds can't be compared")
          .next("use a dump that 'database dump' made");
    }
    try {
      return JsonText.object(Files.readString(beside));
    } catch (IOException | JSONException e) {
      throw unreadable(beside, e);
    }
  }

  private static String digestOf(Path file) throws TrekException {
    MessageDigest digest = Sha256.start();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return Sha256.hex(digest);
  }

  private static TrekException unreadable(Path file, Exception e) {
    return TrekException.at(file).found(Files.exists(file) ? "can't be read: " + e.getMessage() : "there is no such file").because(e).next("check the path");
  }
}
