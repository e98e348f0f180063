package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * A folder of a store as it is filled: messages are staged where no reader looks, made durable together, and then published together. For one thread.
 *
 * <p>Nothing is durable before the file system of {@link #place} was synced. Names are derived from the message's key, so that what was published is found again.
 */
interface TargetFolder {

  /** Returns where it lies. */
  HostPath place();

  /**
   * Returns whether the folder is there.
   *
   * @throws TrekException when the host can't be asked
   */
  boolean there() throws TrekException;

  /**
   * Makes the folder where it is missing, and takes away what was staged and never published.
   *
   * @param numbers what the source said when the folder was first begun
   * @throws TrekException when the host refuses, or what is there is no folder of this format
   */
  void open(Numbers numbers) throws TrekException;

  /**
   * Gets ready to tell what it holds, and writes nothing; instead of {@link #open}.
   *
   * @throws TrekException when the folder can't be read
   */
  void look() throws TrekException;

  /**
   * Takes a message in, out of sight.
   *
   * @param content read to its end, not closed
   * @return what there is to note of it
   * @throws IOException when the content can't be read; nothing is left
   * @throws TrekException when the host refuses
   */
  Placed stage(long key, Message message, InputStream content) throws IOException, TrekException;

  /**
   * Makes staged messages visible, in their order; each keeps its UID unless that or a later one was given out here.
   *
   * @param last whether these are the last ones, so that the UID for the next message can be told as well
   * @return those that the store does not take; all others are visible
   * @throws TrekException when the host refuses, or another program holds the folder for minutes; some of them may be visible
   */
  List<Refused> publish(List<Placed> staged, boolean last) throws TrekException;

  /**
   * Ends a {@link #publish} that was cut off: those that became visible get their UIDs; the others are as if never staged.
   *
   * @return the keys of those that are visible, or were, whatever was noted on them since
   * @throws TrekException when the folder can't be read, or the host refuses
   */
  Set<Long> settle(List<Placed> staged) throws TrekException;

  /**
   * Says that all is there: mail that comes from now on gets the UIDs that it would have got at the source.
   *
   * @param numbers what the source says now
   * @throws TrekException when the host refuses
   */
  void finish(Numbers numbers) throws TrekException;

  /**
   * Tells whether a message is still as it was put there: neither gone, nor marked otherwise by anybody.
   *
   * @throws TrekException when the folder can't be read
   */
  boolean untouched(Placed placed) throws TrekException;

  /**
   * Tells whether a message is still in the folder, whatever was noted on it since.
   *
   * @throws TrekException when the folder can't be read
   */
  boolean holds(Placed placed) throws TrekException;

  /**
   * Opens the content of a message that it {@link #holds}.
   *
   * @throws TrekException when it can't be read
   */
  InputStream open(Placed placed) throws TrekException;

  /**
   * Notes other marks on a message that is {@link #untouched}.
   *
   * @throws TrekException when the host refuses
   */
  void mark(Placed placed, Marks now) throws TrekException;

  /**
   * Removes a message that is {@link #untouched}.
   *
   * @throws TrekException when the host refuses
   */
  void remove(Placed placed) throws TrekException;

  /**
   * Removes the folder, if there is nothing in it but what {@link #open} made.
   *
   * @throws TrekException when the host refuses
   */
  void removeIfEmpty() throws TrekException;

  /**
   * A message that the store does not take.
   *
   * @param placed the message
   * @param reason in the store's own words
   */
  record Refused(Placed placed, String reason) {}

  /**
   * What a source says of the numbers of a folder's messages.
   *
   * @param validity UIDVALIDITY; 0 where it keeps none
   * @param next the UID that the next message would get; 0 where it keeps none
   */
  record Numbers(long validity, long next) {}
}
