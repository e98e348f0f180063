package org.mailtrek.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * The first two pages of an LMDB file (lmdb.h, struct MDB_meta in mdb.c): with every commit one of them gets the number of the transaction and of the last
 * page in use. So they tell whether anybody has committed anything, and how much of the file, which may be as large as the limit, is used.
 */
final class MdbPages {

  private static final int PAGE = 4096;
  private static final int MAGIC_AT = 16;
  private static final int MAGIC = 0xBEEFC0DE;
  private static final int SIZE_AT = 40;
  private static final int LAST_AT = 136;
  private static final int NUMBER_AT = 144;

  private final byte[] pages;

  private MdbPages(byte[] pages) {
    this.pages = pages;
  }

  /** Reads them; empty where the folder holds a database of another kind. */
  static Optional<MdbPages> of(HostView host, HostPath folder) throws TrekException {
    HostPath file = folder.resolve("data.mdb");
    if (host.stat(file).isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = host.read(file)) {
      byte[] read = in.readNBytes(2 * PAGE);
      boolean mdb = read.length == 2 * PAGE && (order(read, ByteOrder.LITTLE_ENDIAN).getInt(MAGIC_AT) == MAGIC || order(read, ByteOrder.BIG_ENDIAN).getInt(MAGIC_AT) == MAGIC);
      return mdb ? Optional.of(new MdbPages(read)) : Optional.empty();
    } catch (IOException e) {
      throw TrekException.at(host.name() + ":" + file).found("can't be read: " + e.getMessage()).because(e).next("check the disk");
    }
  }

  private static ByteBuffer order(byte[] pages, ByteOrder order) {
    return ByteBuffer.wrap(pages).order(order);
  }

  /** Returns how many bytes of the file are in use. */
  long used() {
    ByteBuffer fields = order(pages, ByteOrder.LITTLE_ENDIAN);
    fields = fields.getInt(MAGIC_AT) == MAGIC ? fields : order(pages, ByteOrder.BIG_ENDIAN);
    boolean second = fields.getInt(PAGE + MAGIC_AT) == MAGIC && fields.getLong(PAGE + NUMBER_AT) > fields.getLong(NUMBER_AT);
    return (fields.getLong((second ? PAGE : 0) + LAST_AT) + 1) * fields.getInt(SIZE_AT);
  }

  /** Returns whether nothing was committed between these and others. */
  boolean same(MdbPages others) {
    return Arrays.equals(pages, others.pages);
  }
}
