package org.mailtrek.macro;

import java.util.List;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A path of a host, as macros write it: {@code mail1:/etc/zarafa/server.cfg}; without a host where the estate has only one. */
record Place(String host, HostPath path) {

  static Place of(View view, Object typed) throws TrekException {
    if (typed instanceof FilePlace file) {
      return file.place();
    }
    String text = String.valueOf(typed);
    int colon = text.indexOf(":/");
    List<String> hosts = view.hosts();
    if (colon < 0 && text.startsWith("/") && hosts.size() == 1) {
      return new Place(hosts.get(0), HostPath.parse(text));
    }
    if (colon <= 0 || !hosts.contains(text.substring(0, colon))) {
      throw TrekException.at(text).kind(TrekException.Kind.USAGE).found("is no path of a host of this estate").next("HOST:/PATH with HOST one of " + String.join(", ", hosts));
    }
    return new Place(text.substring(0, colon), HostPath.parse(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return host + ":" + path;
  }
}
