package org.mailtrek.practice;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AbandonRequestProtocolOp;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.UnbindRequestProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.unboundidds.controls.IgnoreNoUserModificationRequestControl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One client of the practice directory. Hands requests to the in-memory server, and answers a write only when it is durable in the store.
 * The relax rules control is taken as slapd takes it; what slapd refuses without it is refused.
 */
final class DirectoryHandler extends LDAPListenerRequestHandler {

  static final String RELAX = "1.3.6.1.4.1.4203.666.5.12";

  private final InMemoryRequestHandler memory;
  private final Shared shared;

  /** What all clients share. */
  record Shared(DirectoryStore store, DirectoryRules rules, Activity activity, DirectoryDrops drops, Runnable broken) {}

  private final Optional<LDAPListenerClientConnection> client;

  DirectoryHandler(InMemoryRequestHandler memory, Shared shared) {
    this(memory, shared, Optional.empty());
  }

  private DirectoryHandler(InMemoryRequestHandler memory, Shared shared, Optional<LDAPListenerClientConnection> client) {
    this.memory = memory;
    this.shared = shared;
    this.client = client;
  }

  @Override
  public DirectoryHandler newInstance(LDAPListenerClientConnection connection) throws LDAPException {
    shared.activity().opened();
    return new DirectoryHandler(memory.newInstance(connection), shared, Optional.of(connection));
  }

  @Override
  public LDAPMessage processAddRequest(int id, AddRequestProtocolOp request, List<Control> controls) {
    Plain plain = plain(controls);
    List<Control> passed = new ArrayList<>(plain.rest());
    if (plain.relaxed()) {
      passed.add(new IgnoreNoUserModificationRequestControl());
    }
    return write(
        () -> {
          LDAPMessage answer = memory.processAddRequest(id, request, passed);
          return done(answer.getAddResponseProtocolOp().getResultCode())
              ? new Written(answer, List.of(), List.of(memory.getEntry(request.getDN())))
              : Written.nothing(answer);
        },
        failure -> new LDAPMessage(id, new AddResponseProtocolOp(failure)));
  }

  @Override
  public LDAPMessage processModifyRequest(int id, ModifyRequestProtocolOp request, List<Control> controls) {
    Plain plain = plain(controls);
    return write(
        () -> {
          Optional<LDAPResult> refusal = refusal(id, request, plain.relaxed());
          if (refusal.isPresent()) {
            return Written.nothing(new LDAPMessage(id, new ModifyResponseProtocolOp(refusal.get())));
          }
          LDAPMessage answer = memory.processModifyRequest(id, request, plain.rest());
          return done(answer.getModifyResponseProtocolOp().getResultCode())
              ? new Written(answer, List.of(), List.of(memory.getEntry(request.getDN())))
              : Written.nothing(answer);
        },
        failure -> new LDAPMessage(id, new ModifyResponseProtocolOp(failure)));
  }

  @Override
  public LDAPMessage processDeleteRequest(int id, DeleteRequestProtocolOp request, List<Control> controls) {
    return write(
        () -> {
          LDAPMessage answer = memory.processDeleteRequest(id, request, plain(controls).rest());
          return done(answer.getDeleteResponseProtocolOp().getResultCode())
              ? new Written(answer, List.of(request.getDN()), List.of())
              : Written.nothing(answer);
        },
        failure -> new LDAPMessage(id, new DeleteResponseProtocolOp(failure)));
  }

  @Override
  public LDAPMessage processModifyDNRequest(int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
    return write(
        () -> {
          List<String> old = below(request.getDN()).stream().map(Entry::getDN).toList();
          LDAPMessage answer = memory.processModifyDNRequest(id, request, plain(controls).rest());
          if (!done(answer.getModifyDNResponseProtocolOp().getResultCode())) {
            return Written.nothing(answer);
          }
          DN before = new DN(request.getDN());
          String parent = request.getNewSuperiorDN() == null ? before.getParentString() : request.getNewSuperiorDN();
          return new Written(answer, old, below(request.getNewRDN() + "," + parent));
        },
        failure -> new LDAPMessage(id, new ModifyDNResponseProtocolOp(failure)));
  }

  @Override
  public LDAPMessage processBindRequest(int id, BindRequestProtocolOp request, List<Control> controls) {
    shared.activity().seen();
    return memory.processBindRequest(id, request, controls);
  }

  @Override
  public LDAPMessage processCompareRequest(int id, CompareRequestProtocolOp request, List<Control> controls) {
    shared.activity().seen();
    return memory.processCompareRequest(id, request, controls);
  }

  @Override
  public LDAPMessage processExtendedRequest(int id, ExtendedRequestProtocolOp request, List<Control> controls) {
    shared.activity().seen();
    return memory.processExtendedRequest(id, request, controls);
  }

  @Override
  public LDAPMessage processSearchRequest(int id, SearchRequestProtocolOp request, List<Control> controls) {
    shared.activity().seen();
    return memory.processSearchRequest(id, request, controls);
  }

  @Override
  public void processAbandonRequest(int id, AbandonRequestProtocolOp request, List<Control> controls) {
    memory.processAbandonRequest(id, request, controls);
  }

  @Override
  public void processUnbindRequest(int id, UnbindRequestProtocolOp request, List<Control> controls) {
    memory.processUnbindRequest(id, request, controls);
  }

  @Override
  public void closeInstance() {
    shared.activity().closed();
    memory.closeInstance();
  }

  private Optional<LDAPResult> refusal(int id, ModifyRequestProtocolOp request, boolean relaxed) throws LDAPException {
    Entry before = memory.getEntry(request.getDN());
    if (before == null) {
      return Optional.empty();
    }
    try {
      Entry after = Entry.applyModifications(before, true, request.getModifications());
      return shared.rules().refusal(id, before, after, relaxed);
    } catch (LDAPException refusedAnyway) {
      return Optional.empty(); // the in-memory server finds the same and words it
    }
  }

  private List<? extends Entry> below(String dn) throws LDAPException {
    return memory.entryExists(dn) ? memory.search(dn, SearchScope.SUB, Filter.createPresenceFilter("objectClass")) : List.of();
  }

  /** Makes a change in memory and in the store in the same order for all clients, and waits until it is durable. */
  private LDAPMessage write(Change change, java.util.function.Function<LDAPResult, LDAPMessage> refusal) {
    shared.activity().seen();
    try {
      LDAPMessage answer;
      long mark;
      synchronized (shared) {
        if (shared.drops().now() && client.isPresent()) {
          client.get().close();
          return refusal.apply(new LDAPResult(0, ResultCode.UNAVAILABLE, "the connection is dropped", null, (String[]) null, null));
        }
        Written written = change.make();
        answer = written.answer();
        mark = written.empty() ? 0 : shared.store().append(written.gone(), written.present());
      }
      shared.store().sync(mark);
      return answer;
    } catch (LDAPException e) {
      return refusal.apply(new LDAPResult(0, e.getResultCode(), e.getDiagnosticMessage(), null, (String[]) null, null));
    } catch (IOException e) {
      shared.broken().run(); // memory is ahead of the disk now: nobody may read it any more
      return refusal.apply(new LDAPResult(0, ResultCode.UNAVAILABLE, "the change can't be stored: " + e.getMessage(), null, (String[]) null, null));
    }
  }

  private static boolean done(int code) {
    return code == ResultCode.SUCCESS_INT_VALUE;
  }

  private static Plain plain(List<Control> controls) {
    List<Control> rest = controls.stream().filter(control -> !control.getOID().equals(RELAX)).toList();
    return new Plain(rest, rest.size() < controls.size());
  }

  /** Controls without the relax rules control, and whether it was there. */
  private record Plain(List<Control> rest, boolean relaxed) {}

  /** An answer, with the names that are gone and the entries that are there now. */
  private record Written(LDAPMessage answer, List<String> gone, List<? extends Entry> present) {

    static Written nothing(LDAPMessage answer) {
      return new Written(answer, List.of(), List.of());
    }

    boolean empty() {
      return gone.isEmpty() && present.isEmpty();
    }
  }

  @FunctionalInterface
  private interface Change {
    Written make() throws LDAPException, IOException;
  }
}
