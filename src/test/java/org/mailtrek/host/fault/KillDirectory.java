package org.mailtrek.host.fault;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import java.util.List;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** A directory with a write point before every operation, and one between the operation and its answer. */
public record KillDirectory(DirectoryServer server, Points points) implements DirectoryServer {

  /** One operation. */
  private interface Call {
    Answer make() throws TrekException;
  }

  @Override
  public DirectoryView view() {
    return server.view();
  }

  @Override
  public Answer modify(String dn, List<Modification> modifications, boolean relaxed) throws TrekException {
    return around("modify " + dn, () -> server.modify(dn, modifications, relaxed));
  }

  @Override
  public Answer add(Entry entry, boolean relaxed) throws TrekException {
    return around("add " + entry.getDN(), () -> server.add(entry, relaxed));
  }

  @Override
  public Answer delete(String dn) throws TrekException {
    return around("delete " + dn, () -> server.delete(dn));
  }

  @Override
  public Answer rename(String dn, String newRdn, boolean deleteOldRdn) throws TrekException {
    return around("rename " + dn, () -> server.rename(dn, newRdn, deleteOldRdn));
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer around(String what, Call call) throws TrekException {
    points.pass(what);
    Answer answer = call.make();
    points.pass("answer to " + what);
    return answer;
  }
}
