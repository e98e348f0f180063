package org.mailtrek.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The contents of attachments that lie in the database itself, in table {@code lob}, and who names them. Everything is handed over by ascending
 * id, in constant memory; callers ask for some hundred ids at a time. Safe for several threads, each question has a connection of its own.
 */
public interface AttachmentRows {

  /** How many ids one question may name at most. */
  int MOST = 500;

  /** The highest id that there can be. */
  long HIGHEST = 0xFFFFFFFFL;

  /** Returns the next ids at or above one that objects name or rows hold, ascending; empty when there are none any more. */
  List<Long> next(long from, int most) throws TrekException;

  /** Returns whether there is any row. */
  boolean any() throws TrekException;

  /** Returns whether the rows of before lie aside under this name. */
  boolean aside(String table) throws TrekException;

  /**
   * Passes where the rows can be set aside and brought back by one renaming that is done whole or not at all.
   *
   * @throws TrekException of kind {@code REFUSED} where they can't
   */
  default void canGoAside() throws TrekException {}

  /** Hands over every object that names one of these ids. */
  void references(List<Long> ids, Taker<Reference> taker) throws TrekException;

  /**
   * Hands over what the rows of these ids are like, by id, tag and number.
   *
   * @param digests whether the server is to digest the contents, where they lie
   */
  void chunks(List<Long> ids, boolean digests, Taker<Chunk> taker) throws TrekException;

  /** Hands over the rows of these ids with their contents and what the server digests of them in the same pass, by id, tag and number. */
  void contents(List<Long> ids, Taker<Piece> taker) throws TrekException;

  /**
   * An object that names an attachment.
   *
   * @param id the attachment
   * @param object the object's number in {@code hierarchy}
   * @param claimed length of the content in bytes as the object's size has it, give or take the 20 bytes that an update adds; empty where that can't be told
   */
  record Reference(long id, long object, OptionalLong claimed) {}

  /**
   * A row without its content.
   *
   * @param id the attachment
   * @param tag the property that it belongs to
   * @param number its place within the attachment, from 0
   * @param length in bytes; empty where the value is NULL
   * @param digest SHA-256, lower case hexadecimal; empty where none was asked for, or the value is NULL
   */
  record Chunk(long id, int tag, int number, OptionalLong length, Optional<String> digest) {}

  /**
   * A row with its content.
   *
   * @param id the attachment
   * @param tag the property that it belongs to
   * @param number its place within the attachment, from 0
   * @param bytes the content, not to be written to; empty where the value is NULL
   * @param digest SHA-256 as the server has it, lower case hexadecimal; empty where the value is NULL
   */
  record Piece(long id, int tag, int number, Optional<byte[]> bytes, Optional<String> digest) {}

  /** Takes what is handed over. */
  @FunctionalInterface
  interface Taker<T> {

    /** Takes one. */
    void take(T one) throws TrekException;
  }
}
