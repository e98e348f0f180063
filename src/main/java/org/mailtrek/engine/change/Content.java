package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/**
 * The content of a file as a change holds it: inline, or by digest in the plan's store of contents.
 *
 * <p>Content by digest keeps its bytes in memory during the preview that made it, so that overlays can show it; its JSON form holds the digest
 * alone.
 */
public final class Content {

  private final String digest;
  private final long size;
  private final boolean inline;
  private final Optional<Bytes> bytes;
  private final Optional<ContentStore> store;

  private Content(String digest, long size, boolean inline, Optional<Bytes> bytes) {
    this(digest, size, inline, bytes, Optional.empty());
  }

  private Content(String digest, long size, boolean inline, Optional<Bytes> bytes, Optional<ContentStore> store) {
    this.digest = digest;
    this.size = size;
    this.inline = inline;
    this.bytes = bytes;
    this.store = store;
  }

  /** Returns content that travels within the change; for small files. */
  public static Content of(byte[] bytes) {
    return new Content(Sha256.of(bytes), bytes.length, true, Optional.of(Bytes.of(bytes)));
  }

  /** Returns content that the caller has stored with {@code Preview.content}. */
  public static Content stored(byte[] bytes) {
    return new Content(Sha256.of(bytes), bytes.length, false, Optional.of(Bytes.of(bytes)));
  }

  /** Returns content that is in the plan's store, by digest (SHA-256, hexadecimal) and size in bytes. */
  public static Content stored(String digest, long size) {
    return new Content(digest, size, false, Optional.empty());
  }

  /** Returns the digest, SHA-256, hexadecimal. */
  public String digest() {
    return digest;
  }

  /** Returns the size in bytes. */
  public long size() {
    return size;
  }

  /** Returns the digest where the content must be in the plan's store; empty when it is inline. */
  public Optional<String> storedDigest() {
    return inline ? Optional.empty() : Optional.of(digest);
  }

  /** Returns the same content, to be had from a store where its bytes are not in memory. */
  Content in(ContentStore contents) {
    return new Content(digest, size, inline, bytes, Optional.of(contents));
  }

  /**
   * Opens the content for an overlay or an export; empty when it is not at hand.
   *
   * @throws TrekException when it is no longer what its digest says
   */
  public Optional<InputStream> shown() throws TrekException {
    if (bytes.isPresent()) {
      return Optional.of(new ByteArrayInputStream(bytes.get().array()));
    }
    return store.isPresent() ? Optional.of(store.get().open(digest)) : Optional.empty();
  }

  Optional<Bytes> bytes() {
    return bytes;
  }

  InputStream open(Side side) throws TrekException {
    return bytes.isPresent() ? new ByteArrayInputStream(bytes.get().array()) : side.content(digest);
  }

  JSONObject toJson() {
    Fields fields = new Fields();
    if (inline) {
      return fields.put("bytes", bytes.orElseThrow()).object();
    }
    return fields.put("digest", digest).put("size", size).object();
  }

  static Content read(JSONObject object) {
    Fields fields = Fields.of(object);
    return fields.has("bytes") ? of(fields.bytes("bytes").array()) : stored(fields.text("digest"), fields.number("size"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content content && digest.equals(content.digest) && size == content.size && inline == content.inline;
  }

  @Override
  public int hashCode() {
    return Objects.hash(digest, size, inline);
  }

  /** Returns the size and digest, never the content, which may hold a secret. */
  @Override
  public String toString() {
    return size + " bytes, " + digest;
  }
}
