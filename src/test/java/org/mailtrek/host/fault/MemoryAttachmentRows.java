package org.mailtrek.host.fault;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.TrekException;

/** Attachments of a database in memory. */
record MemoryAttachmentRows(Map<String, String> named, Map<String, String> rows, Map<String, String> claims, Set<String> tables) implements AttachmentRows {

  @Override
  public List<Long> next(long from, int most) {
    TreeSet<Long> ids = new TreeSet<>();
    named.keySet().forEach(each -> ids.add(Long.parseLong(each)));
    rows.keySet().forEach(each -> ids.add(Long.parseLong(each.split(" ")[0])));
    return ids.tailSet(from).stream().limit(most).toList();
  }

  @Override
  public boolean any() {
    return !rows.isEmpty();
  }

  @Override
  public boolean aside(String table) {
    return tables.contains(table);
  }

  @Override
  public void references(List<Long> ids, Taker<Reference> taker) throws TrekException {
    for (String each : named.keySet()) {
      if (ids.contains(Long.parseLong(each))) {
        OptionalLong claimed = claims.containsKey(each) ? OptionalLong.of(Long.parseLong(claims.get(each))) : OptionalLong.empty();
        taker.take(new Reference(Long.parseLong(each), 1, claimed));
      }
    }
  }

  @Override
  public void chunks(List<Long> ids, boolean digests, Taker<Chunk> taker) throws TrekException {
    contents(
        ids,
        piece -> {
          OptionalLong length = piece.bytes().map(bytes -> OptionalLong.of(bytes.length)).orElse(OptionalLong.empty());
          taker.take(new Chunk(piece.id(), piece.tag(), piece.number(), length, digests ? piece.bytes().map(MemoryAttachmentRows::digest) : Optional.empty()));
        });
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void contents(List<Long> ids, Taker<Piece> taker) throws TrekException {
    for (Map.Entry<String, String> each : rows.entrySet()) {
      String[] words = each.getKey().split(" ");
      if (ids.contains(Long.parseLong(words[0]))) {
        Optional<byte[]> bytes = each.getValue().equals("NULL") ? Optional.empty() : Optional.of(Base64.getDecoder().decode(each.getValue()));
        taker.take(new Piece(Long.parseLong(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]), bytes, bytes.map(MemoryAttachmentRows::digest)));
      }
    }
  }
}
