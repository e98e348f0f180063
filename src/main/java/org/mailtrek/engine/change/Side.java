package org.mailtrek.engine.change;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.TrekException;

/**
 * The side files of one journal record: pre-images and other bulk, durable before the intent is. Also names the record's scratch.
 */
public interface Side {

  /** Returns the scratch names of this record. */
  Scratch scratch();

  /** Writes a side file of this record; only within {@link Change#keep}. It is durable when {@code keep} has returned. */
  void save(String name, Writer content) throws TrekException;

  /** Opens a side file of this record; empty when there is none of that name. */
  Optional<InputStream> open(String name) throws TrekException;

  /** Returns what performing the change left alone, in the sentences of its {@link Left}, as the journal has it. */
  default java.util.List<String> left() {
    return java.util.List.of();
  }

  /** Returns what was noted right after the change was made, as {@link Change#noted} had it; empty when it was not, or not wholly. */
  default java.util.List<String> noted() {
    return java.util.List.of();
  }

  /** Opens content that the plan or the change refers to by digest (SHA-256, hexadecimal), such as the new content of a file. */
  InputStream content(String digest) throws TrekException;

  /** Writes a side file's content. */
  @FunctionalInterface
  interface Writer {

    /** Writes everything to the stream, which the caller closes. */
    void writeTo(OutputStream out) throws java.io.IOException, TrekException;
  }
}
