package org.mailtrek.engine.change;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** The files of a machine as they will be after a change: the part of a {@link HostView} that a change of files overlays. */
interface FileLayer {

  Optional<FileState> stat(HostPath path) throws TrekException;

  InputStream read(HostPath file) throws TrekException;

  List<HostPath> list(HostPath folder) throws TrekException;

  static TrekException noSuch(HostView host, HostPath path, String what) {
    return TrekException.at(host.name() + ":" + path).found("there will be no such " + what).next("check the path");
  }
}
