package org.mailtrek.macro;

import org.mailtrek.host.TrekException;

/** The files of all hosts: {@code files["mail1:/etc/zarafa/server.cfg"]}. Only reads. */
public final class Files {

  private final Recorder world;

  Files(Recorder world) {
    this.world = world;
  }

  /** Returns what is at a path, whether or not there is anything. */
  public FilePlace getAt(String place) throws TrekException {
    return at(place);
  }

  private FilePlace at(Object place) throws TrekException {
    return new FilePlace(world, Place.of(world.view(), place));
  }

  /** Returns the text of a file. */
  public String read(Object place) throws TrekException {
    return at(place).getText();
  }

  /** Returns whether there is anything at a path. */
  public boolean exists(Object place) throws TrekException {
    return at(place).getExists();
  }
}
