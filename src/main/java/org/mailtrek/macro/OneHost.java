package org.mailtrek.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** A host, as a macro sees it. Only reads. */
public final class OneHost {

  private final Recorder world;
  private final String name;

  OneHost(Recorder world, String name) {
    this.world = world;
    this.name = name;
  }

  private HostView view() throws TrekException {
    return world.view().host(name);
  }

  /** Returns the name in {@code estate.yaml}. */
  public String getName() {
    return name;
  }

  /** Returns what is at a path. */
  public FilePlace file(String path) {
    return new FilePlace(world, new Place(name, HostPath.parse(path)));
  }

  /** Returns the services by name, each {@code running}, {@code stopped} or another state. */
  public Map<String, String> getServices() throws TrekException {
    Map<String, String> all = new TreeMap<>();
    for (String each : view().services().names()) {
      all.put(each, view().services().state(each).run().name().toLowerCase(Locale.ROOT));
    }
    return all;
  }

  /** Returns whether a service runs. */
  public boolean runs(String service) throws TrekException {
    return view().services().state(service).run() == org.mailtrek.host.ServicesView.Run.RUNNING;
  }

  /** Returns the installed packages by name, with their versions. */
  public Map<String, String> getPackages() throws TrekException {
    Map<String, String> all = new TreeMap<>();
    view().packages().installed().forEach((each, installed) -> all.put(each, installed.version()));
    return all;
  }

  /** Returns how many bytes are free where a path lies. */
  public long free(String path) throws TrekException {
    return view().space(HostPath.parse(path)).freeBytes();
  }

  /** Returns the names of the host's users. */
  public List<String> users() throws TrekException {
    return new ArrayList<>(file("/etc/passwd").getLines().stream().map(line -> line.split(":")[0]).sorted().toList());
  }

  @Override
  public String toString() {
    return name;
  }
}
