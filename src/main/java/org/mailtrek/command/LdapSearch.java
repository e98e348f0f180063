package org.mailtrek.command;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** Searches the directory, or writes all of it as LDIF. */
final class LdapSearch implements Command {

  private final boolean export;

  LdapSearch(boolean export) {
    this.export = export;
  }

  @Override
  public Shape shape() {
    Shape shape =
        Shape.reads()
            .option("-b", "--base", "DN", "where to begin (default: the estate's base)", DirectoryOffers.names())
            .flag("--unmasked", "show values of password attributes");
    return export
        ? shape.option("-o", "--output", "FILE", "write into a file (0600) instead of standard output", Offers.files())
            .example("ldap export > users.ldif", "the whole directory as LDIF")
            .example("ldap export -b ou=people,dc=example,dc=com -o people.ldif", "a part of it")
            .see("ldap search")
        : shape
            .mayTake("FILTER", "which entries (default: all)", DirectoryOffers.filters())
            .mayTakeMany("ATTRIBUTE", "which attributes (default: all)", DirectoryOffers.attributes())
            .example("ldap search '(mail=*)' mail cn", "two attributes of all with a mail address")
            .example("ldap search '(objectClass=zarafa-user)' | grep ^dn: | count", "count them")
            .see("ldap export");
  }

  @Override
  public Result run(Call call) throws TrekException {
    DirectoryView directory = call.session().estate().view().directory();
    Filter filter = filter(call.word(0).orElse("(objectClass=*)"));
    String base = call.option("--base").orElse(directory.base());
    String[] attributes = call.words().stream().skip(1).toArray(String[]::new);
    ManyValues entries = new ManyValues();
    boolean json = call.talk().json();
    long[] count = new long[1];
    try (OutputStream out = open(call)) {
      directory.search(base, SearchScope.SUB, filter, entry -> {
        Entry shown = call.has("--unmasked") ? entry : masked(entry);
        count[0]++;
        if (json) {
          add(entries, shown);
        } else {
          write(out, shown);
        }
        call.talk().progress("searching", "entries", count[0], 0);
      }, attributes);
      out.flush();
    } catch (IOException e) {
      throw unwritten(e);
    }
    call.talk().progress("", "", 0, 0);
    Result result = Result.done().field("count", count[0]);
    return json ? result.field("entries", entries) : result;
  }

  private OutputStream open(Call call) throws TrekException, IOException {
    if (export && call.option("--output").isPresent()) {
      return PrivateFiles.create(call.session().path(call.option("--output").get()));
    }
    OutputStream data = call.talk().data();
    return new java.io.FilterOutputStream(data) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        data.write(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  private static void write(OutputStream out, Entry entry) throws TrekException {
    try {
      out.write((entry.toLDIFString(76) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private static void add(ManyValues entries, Entry entry) throws TrekException {
    try {
      entries.add(fields(entry));
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private static TrekException unwritten(IOException e) {
    return TrekException.at("ldap").found("the output can't be written: " + e.getMessage()).because(e).next("check the path and the space");
  }

  private static Filter filter(String text) throws TrekException {
    try {
      return Filter.create(text);
    } catch (LDAPException e) {
      throw TrekException.at(text).kind(TrekException.Kind.USAGE).found("is no filter: " + e.getMessage()).because(e).next("such as '(mail=*)'");
    }
  }

  /** Returns whether the values of an attribute are secrets. */
  static boolean secret(String attribute) {
    return attribute.toLowerCase(Locale.ROOT).matches(".*passw.*|.*secret.*|.*rootpw|.*credentials?|.*token.*|.*privatekey.*|krbprincipalkey");
  }

  private static Entry masked(Entry entry) {
    Entry copy = entry.duplicate();
    for (Attribute attribute : entry.getAttributes()) {
      if (secret(attribute.getBaseName())) {
        copy.setAttribute(attribute.getName(), org.mailtrek.host.Secret.MASK);
      }
    }
    return copy;
  }

  private static Map<String, Object> fields(Entry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("dn", entry.getDN());
    for (Attribute attribute : entry.getAttributes()) {
      fields.put(attribute.getName(), List.of(attribute.getValues()));
    }
    return fields;
  }
}
