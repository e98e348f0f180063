package org.mailtrek.check;

import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongConsumer;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.DatabaseView;

/** A database that knows users and stores and is asked for nothing else. */
record ListedDatabase(List<UserRow> users, List<StoreRow> stores) implements DatabaseView {

  @Override
  public String url() {
    return "jdbc:listed";
  }

  @Override
  public String serverVersion() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<StoredVersion> storedVersion() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<byte[]> setting(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void attachmentInstances(LongConsumer each) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void storedNames(StoredNames taker) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AttachmentRows attachmentRows() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SortedMap<String, Long> rowCounts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long bytes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SortedMap<String, String> tableDigests() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SortedMap<String, String> tableDigests(String database) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long highestObject() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ArrivedMessage> messagesAbove(long object) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<org.mailtrek.host.UpgradeSign> upgradeSigns() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long nextContent() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<OwnerRow> objectsByOwner() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ContentRow> contentsByProperty() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean exists(String database) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void dump(OutputStream out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void outline(OutputStream out) {
    throw new UnsupportedOperationException();
  }
}
