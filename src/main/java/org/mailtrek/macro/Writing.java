package org.mailtrek.macro;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ConfigSteps;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.AddEntry;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.DeleteEntry;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.engine.change.RenameEntry;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.engine.change.ValueChange;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/**
 * What a change block can ask for: {@code change("why") { ... }}. Each is a change of a kind that the engine knows how to make, resume and take back; nothing is
 * written before the macro has ended and its plan was agreed to. What is so already is no change.
 */
public final class Writing {

  private final Recorder world;
  private final Outside outside;

  Writing(Recorder world, Outside outside) {
    this.world = world;
    this.outside = outside;
  }

  /** Writes a file whole; one that is there keeps its owner and mode. */
  public void write(Object place, Object text) throws TrekException {
    write(Map.of(), place, text);
  }

  /** Writes a file whole; a new one gets {@code owner: "root:root", mode: 0644}, or what is named. */
  public void write(Map<String, ?> options, Object place, Object text) throws TrekException {
    byte[] after = text instanceof byte[] bytes ? bytes : String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    FileWriting.write(world, Place.of(world.view(), place), after, options);
  }

  /** Replaces each occurrence of a text in a file. */
  public void replace(Object place, Object from, Object to) throws TrekException {
    Place where = Place.of(world.view(), place);
    String before = new String(world.view().host(where.host()).readAll(where.path()), StandardCharsets.UTF_8);
    write(where.toString(), before.replace(String.valueOf(from), String.valueOf(to)));
  }

  /** Moves an object to a free path of the same host. */
  public void move(Object from, Object to) throws TrekException {
    FileWriting.move(world, Place.of(world.view(), from), Place.of(world.view(), to));
  }

  /** Removes a file, a link, or a folder with all that is in it. */
  public void remove(Object place) throws TrekException {
    FileWriting.remove(world, Place.of(world.view(), place));
  }

  /** Makes a folder and those above it that are missing: {@code owner: "root:root", mode: 0755}, or what is named. */
  public void folder(Map<String, ?> options, Object place) throws TrekException {
    FileWriting.folder(world, Place.of(world.view(), place), options);
  }

  /** Makes a folder of root, and those above it that are missing. */
  public void folder(Object place) throws TrekException {
    folder(Map.of(), place);
  }

  /** Makes the link at a path point to a target. */
  public void link(Object place, Object target) throws TrekException {
    FileWriting.link(world, Place.of(world.view(), place), String.valueOf(target));
  }

  /** Gives a file or a whole tree an owner, {@code user:group}. */
  public void own(Object place, String owner) throws TrekException {
    FileWriting.own(world, Place.of(world.view(), place), owner);
  }

  /** Sets a directive of a configuration file, such as {@code server.cfg}; comments and layout stay. With one mail server. */
  public void configure(String file, String directive, Object value) throws TrekException {
    List<Outside.Configured> all = outside.configured(world.view());
    if (all.size() != 1) {
      throw TrekException.at("configure " + file).kind(TrekException.Kind.USAGE).found(all.size() + " hosts have a configuration").next("configure \"HOST\", \"" + file + "\", \"" + directive + "\", VALUE");
    }
    configure(all.get(0).host(), file, directive, value);
  }

  /** Sets a directive of a configuration file on a host. */
  public void configure(String host, String file, String directive, Object value) throws TrekException {
    Outside.Configured place =
        outside.configured(world.view()).stream().filter(each -> each.host().equals(host)).findFirst()
            .orElseThrow(() -> TrekException.at("configure " + host).kind(TrekException.Kind.USAGE).found("no mail server is declared for this host").next("estate show"));
    HostPath path = place.folder().resolve(file);
    List<Change> found = new ArrayList<>();
    new ConfigSteps(Catalogue.open()).set(host, place.release(), path, directive, Optional.of(String.valueOf(value))).preview(world.view(), new Taking(found));
    for (Change each : found) {
      world.take(each);
    }
  }

  /** Takes what a step previews. */
  private final class Taking implements Step.Preview {

    private final List<Change> found;

    Taking(List<Change> found) {
      this.found = found;
    }

    @Override
    public void change(Change change) {
      found.add(change);
    }

    @Override
    public void note(String sentence) {
      world.note(sentence);
    }

    @Override
    public String content(byte[] bytes) {
      world.content(bytes);
      return org.mailtrek.engine.change.Content.stored(bytes).digest();
    }
  }

  /** Returns an entry, by name or as it was read, whose values are to change. */
  public EntryEdit entry(Object dn) throws TrekException {
    world.within();
    String name = String.valueOf(dn);
    Optional<Recorder.Pending> worded = world.worded(name);
    if (worded.isPresent() && worded.get() instanceof EntryEdit edit) {
      return edit;
    }
    EntryEdit edit = new EntryEdit(world, read(name));
    world.entry(name, edit);
    return edit;
  }

  private Entry read(String dn) throws TrekException {
    return world.beside().directory().entry(dn).orElseThrow(() -> TrekException.at(dn).found("there is no such entry").next("ldap search"));
  }

  /** Adds an entry: {@code add "cn=x,dc=y", objectClass: ["top", "device"], cn: "x"}. */
  public void add(Map<String, ?> attributes, String dn) throws TrekException {
    Entry entry = new Entry(dn);
    attributes.forEach((name, value) -> entry.addAttribute(new Attribute(name, value instanceof Collection<?> all ? all.stream().map(String::valueOf).toList() : List.of(String.valueOf(value)))));
    if (world.view().directory().entry(dn).isPresent()) {
      throw TrekException.at(dn).kind(TrekException.Kind.REFUSED).found("should be added, and is there").next("entry(\"" + dn + "\").set(...)");
    }
    whole(dn, new AddEntry(entry));
  }

  /** Deletes an entry that has none below it. */
  public void delete(Object dn) throws TrekException {
    world.view();
    whole(String.valueOf(dn), new DeleteEntry(read(String.valueOf(dn))));
  }

  /** Gives an entry another relative name within its parent; the value of the old one goes. Entries below move with it; values that name them do not. */
  public String rename(Object dn, String newRdn) throws TrekException {
    world.view();
    Entry before = read(String.valueOf(dn));
    try {
      RDN from = new DN(before.getDN()).getRDN();
      RDN to = new RDN(newRdn);
      List<ValueChange> changes = new ArrayList<>();
      for (String attribute : to.getAttributeNames()) {
        List<Bytes> was = before.hasAttribute(attribute) ? Arrays.stream(before.getAttributeValueByteArrays(attribute)).map(Bytes::of).toList() : List.of();
        List<Bytes> will = new ArrayList<>(was);
        List<String> old = Arrays.asList(from.getAttributeNames()).contains(attribute) ? List.of(from.getAttributeValues()) : List.of();
        will.removeIf(each -> old.stream().map(Bytes::of).anyMatch(each::equals));
        Arrays.stream(to.getAttributeValues()).map(Bytes::of).filter(each -> !will.contains(each)).forEach(will::add);
        ValueChange.between(attribute, was, will).ifPresent(changes::add);
      }
      RenameEntry change = new RenameEntry(before.getDN(), newRdn, changes);
      whole(before.getDN(), change);
      return change.newDn();
    } catch (LDAPException | IllegalArgumentException e) {
      throw TrekException.at(before.getDN()).kind(TrekException.Kind.USAGE).found("can't become " + newRdn + ": " + e.getMessage()).because(e).next("ou=New name");
    }
  }

  private void whole(String dn, EntryChange change) throws TrekException {
    world.entry(dn, () -> Optional.of(change));
    world.view();
  }

  /** Stops a service. */
  public void stopService(String host, String service) throws TrekException {
    service(host, service, Run.STOPPED);
  }

  /** Starts a service, but for the mail server itself: 'services start' looks first whom it would find. */
  public void startService(String host, String service) throws TrekException {
    if (service.equals("zarafa-server") || service.equals("kopano-server")) {
      throw TrekException.at(host + ": " + service).kind(TrekException.Kind.REFUSED).found("a macro does not start the mail server: it may delete people that it does not find").next("services start " + host + " " + service);
    }
    service(host, service, Run.RUNNING);
  }

  private void service(String host, String service, Run run) throws TrekException {
    boolean enabled = world.view().host(host).services().state(service).enabled();
    Optional<Change> change = ServiceState.of(world.view(), host, service, run, enabled);
    if (change.isPresent()) {
      world.take(change.get());
    }
  }

  /** Adds a sentence to the plan, for those who read it. */
  public void note(Object sentence) {
    world.note(String.valueOf(sentence));
  }
}
