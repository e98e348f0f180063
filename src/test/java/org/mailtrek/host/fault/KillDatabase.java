package org.mailtrek.host.fault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.TrekException;

/** A database with a write point before every call; the load that kills has read half of the dump. */
public record KillDatabase(Database database, Points points) implements Database {

  @Override
  public DatabaseView view() {
    return database.view();
  }

  @Override
  public boolean exchangeSetting(String name, Optional<byte[]> expected, Optional<byte[]> value) throws TrekException {
    points.pass("exchange setting " + name);
    return database.exchangeSetting(name, expected, value);
  }

  @Override
  public void load(InputStream dump, String name) throws TrekException, IOException {
    if (!points.next()) {
      points.pass("load " + name);
      database.load(dump, name);
      return;
    }
    byte[] whole = dump.readAllBytes();
    try {
      database.load(new ByteArrayInputStream(Arrays.copyOf(whole, lastLine(whole))), name);
    } catch (TrekException half) {
      // who is killed in the middle hears of no end mark that is missing
    }
    points.pass("load " + name);
    database.drop(name);
    database.load(new ByteArrayInputStream(whole), name);
  }

  private static int lastLine(byte[] dump) {
    int at = dump.length / 2;
    while (at > 0 && dump[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  @Override
  public void contentsFrom(String name, long atLeast) throws TrekException {
    points.pass("number contents of " + name);
    database.contentsFrom(name, atLeast);
  }

  @Override
  public void take(String name) throws TrekException {
    points.pass("take " + name);
    database.take(name);
  }

  @Override
  public void drop(String name) throws TrekException {
    points.pass("drop " + name);
    database.drop(name);
  }

  @Override
  public void setRowsAside(String table) throws TrekException {
    points.pass("set rows aside as " + table);
    database.setRowsAside(table);
  }

  @Override
  public void bringRowsBack(String table) throws TrekException {
    points.pass("bring rows back from " + table);
    database.bringRowsBack(table);
  }

  @Override
  public void dropRows(String table) throws TrekException {
    points.pass("drop " + table);
    database.dropRows(table);
  }

  @Override
  public void close() {
    database.close();
  }
}
