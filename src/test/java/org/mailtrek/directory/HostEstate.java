package org.mailtrek.directory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** An estate that is this machine, whose files alone are used, and what its steps keep. */
final class HostEstate implements SmallEstate {

  private final Host host;
  private final Map<String, byte[]> kept = new HashMap<>();
  private final TreeSet<String> names = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();

  HostEstate(Host host) {
    this.host = host;
  }

  /** Lets a step keep what it wants, previews it and makes its changes. */
  List<Change> apply(Step step) throws TrekException {
    step.keep(view(), (name, content) -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        content.writeTo(out);
        names.add(name);
        kept.put(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(out.toByteArray())), out.toByteArray());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    });
    List<String> left = new ArrayList<>();
    List<Change> changes = apply(step, left);
    if (!left.isEmpty()) {
      throw new AssertionError(left);
    }
    step.verify(view());
    return changes;
  }

  @Override
  public void noted(String sentence) {
    notes.add(sentence);
  }

  TreeSet<String> kept() {
    return names;
  }

  List<String> notes() {
    return notes;
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public View view() {
    return new ReadOnly(host.view());
  }

  @Override
  public Host host(String asked) {
    return host;
  }

  @Override
  public DirectoryServer directory() {
    throw new UnsupportedOperationException();
  }

  /** The face that can't write. */
  private record ReadOnly(HostView only) implements View {

    @Override
    public List<String> hosts() {
      return List.of(only.name());
    }

    @Override
    public HostView host(String asked) {
      return only;
    }

    @Override
    public DirectoryView directory() {
      throw new UnsupportedOperationException();
    }

    @Override
    public DatabaseView database(String asked) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public void close() {}

  @Override
  public InputStream content(String digest) {
    return new ByteArrayInputStream(kept.get(digest));
  }
}
