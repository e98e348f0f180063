package org.mailtrek.engine.change;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.UpgradeSign;

/**
 * A database as it will be: with settings exchanged, or with a raised schema. What a raised schema does to digests and counts of rows can't be
 * known before; those questions are answered from below.
 */
record OverlayDatabase(DatabaseView below, List<Setting> settings, Optional<Integer> schema) implements DatabaseView {

  @Override
  public String url() {
    return below.url();
  }

  @Override
  public String serverVersion() throws TrekException {
    return below.serverVersion();
  }

  @Override
  public Optional<StoredVersion> storedVersion() throws TrekException {
    Optional<StoredVersion> stored = below.storedVersion();
    if (schema.isEmpty() || stored.isEmpty()) {
      return stored;
    }
    StoredVersion old = stored.get();
    return Optional.of(new StoredVersion(old.major(), old.minor(), old.micro(), old.revision(), schema.get()));
  }

  @Override
  public Optional<byte[]> setting(String name) throws TrekException {
    for (Setting each : settings) {
      if (each.name().equals(name)) {
        return each.after().map(Bytes::array);
      }
    }
    return below.setting(name);
  }

  @Override
  public List<UserRow> users() throws TrekException {
    return below.users();
  }

  @Override
  public List<StoreRow> stores() throws TrekException {
    return below.stores();
  }

  @Override
  public void attachmentInstances(LongConsumer each) throws TrekException {
    below.attachmentInstances(each);
  }

  @Override
  public void storedNames(StoredNames taker) throws TrekException {
    below.storedNames(taker);
  }

  @Override
  public AttachmentRows attachmentRows() {
    return below.attachmentRows();
  }

  @Override
  public SortedMap<String, Long> rowCounts() throws TrekException {
    SortedMap<String, Long> counts = new TreeMap<>(below.rowCounts());
    for (Setting each : settings) {
      long more = (each.after().isPresent() ? 1 : 0) - (each.before().isPresent() ? 1 : 0);
      counts.merge("settings", more, Long::sum);
    }
    return counts;
  }

  @Override
  public long bytes() throws TrekException {
    return below.bytes();
  }

  @Override
  public SortedMap<String, String> tableDigests() throws TrekException {
    return below.tableDigests();
  }

  @Override
  public SortedMap<String, String> tableDigests(String database) throws TrekException {
    return below.tableDigests(database);
  }

  @Override
  public long highestObject() throws TrekException {
    return below.highestObject();
  }

  @Override
  public List<ArrivedMessage> messagesAbove(long object) throws TrekException {
    return below.messagesAbove(object);
  }

  @Override
  public List<UpgradeSign> upgradeSigns() throws TrekException {
    return below.upgradeSigns();
  }

  @Override
  public long nextContent() throws TrekException {
    return below.nextContent();
  }

  @Override
  public List<OwnerRow> objectsByOwner() throws TrekException {
    return below.objectsByOwner();
  }

  @Override
  public List<ContentRow> contentsByProperty() throws TrekException {
    return below.contentsByProperty();
  }

  @Override
  public boolean exists(String database) throws TrekException {
    return below.exists(database);
  }

  @Override
  public void dump(OutputStream out) throws TrekException, IOException {
    below.dump(out);
  }

  @Override
  public void outline(OutputStream out) throws TrekException, IOException {
    below.outline(out);
  }
}
