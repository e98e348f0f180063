package org.mailtrek.engine.change;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.TrekException;

/** Side files in memory; saving is only allowed until the intent is written. */
final class MemorySide implements Side {

  /** The file of a backup that every test finds. */
  static final byte[] BACKUP = "dn: dc=x\nobjectClass: domain\ndc: x\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  private final Map<String, byte[]> files = new HashMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();
  private List<String> left = List.of();
  private boolean intended;

  MemorySide() {
    store(BACKUP);
  }

  /** Writes the intent: nothing can be saved from here on. */
  void intend() {
    intended = true;
  }

  String store(byte[] bytes) {
    contents.put(Sha256.of(bytes), bytes);
    return Sha256.of(bytes);
  }

  /** Notes what performing the change left alone. */
  void leave(Left what) {
    left = what.items();
  }

  @Override
  public List<String> left() {
    return left;
  }

  @Override
  public Scratch scratch() {
    return new Scratch(7, 42);
  }

  @Override
  public void save(String name, Writer content) throws TrekException {
    if (intended) {
      throw new IllegalStateException("saved " + name + " after the intent");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      content.writeTo(out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    files.put(name, out.toByteArray());
  }

  @Override
  public Optional<InputStream> open(String name) {
    return Optional.ofNullable(files.get(name)).map(ByteArrayInputStream::new);
  }

  @Override
  public InputStream content(String digest) throws TrekException {
    if (!contents.containsKey(digest)) {
      throw TrekException.at(digest).found("is not in the store").next("check the test");
    }
    return new ByteArrayInputStream(contents.get(digest));
  }
}
