package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Gives every server object the socket on which its server listens from now on. Where an object has the new schema's attribute, that one is
 * changed and an old one beside it stays, for the old server may still read it.
 */
final class RewriteSockets implements Step {

  private final String socket;

  RewriteSockets(String socket) {
    this.socket = socket;
  }

  @Override
  public String id() {
    return "rewrite-sockets";
  }

  @Override
  public String title() {
    return "Set the socket of every server in the directory to " + socket;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z16");
  }

  @Override
  public boolean bulk() {
    return true;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    DirectoryView directory = view.directory();
    SchemaMap names = DirectoryReading.of(directory).names();
    Segments segments = new Segments(preview);
    for (MovedAttribute each : names.attributes().stream().filter(MovedAttribute::socket).toList()) {
      Filter any = Filter.createORFilter(Filter.createPresenceFilter(each.oldName()), Filter.createPresenceFilter(each.newName()));
      List<EntryPlan> plans = new ArrayList<>();
      directory.search(directory.base(), SearchScope.SUB, any, entry -> plan(entry, each).ifPresent(plans::add), each.oldName(), each.newName());
      for (EntryPlan plan : plans) {
        segments.add(plan);
      }
    }
    segments.finish();
  }

  private Optional<EntryPlan> plan(Entry entry, MovedAttribute path) {
    String name = entry.hasAttribute(path.newName()) ? path.newName() : path.oldName();
    Attribute current = entry.getAttribute(name);
    if (current == null || current.getValue().equals(socket)) {
      return Optional.empty();
    }
    List<Modification> exchange = List.of(
        new Modification(ModificationType.DELETE, current.getName(), current.getValueByteArrays()),
        new Modification(ModificationType.ADD, current.getName(), socket));
    return Optional.of(new EntryPlan(entry.getDN(), exchange, false, Optional.empty(), List.of(), List.of()));
  }
}
