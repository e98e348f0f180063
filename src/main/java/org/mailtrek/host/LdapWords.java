package org.mailtrek.host;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import org.mailtrek.host.TrekException.Kind;

/**
 * What an LDAP server's refusals mean, in words that an operator can act on.
 *
 * @param url where the server is
 * @param who as whom we are signed in, or {@code anonymous}
 */
record LdapWords(String url, String who, Duration answer) {

  TrekException unreachable(LDAPException e) {
    int code = e.getResultCode().intValue();
    if (code == ResultCode.INVALID_CREDENTIALS_INT_VALUE || code == ResultCode.NO_SUCH_OBJECT_INT_VALUE
        || code == ResultCode.INVALID_DN_SYNTAX_INT_VALUE) {
      return draft(e).kind(Kind.UNREACHABLE).found("the sign-in as " + who + " was refused" + server(e))
          .next("correct directory.bind-dn and directory.password in estate.yaml, then type: estate check");
    }
    if (!e.getResultCode().isClientSideResultCode()) {
      return draft(e).kind(Kind.UNREACHABLE).found("the sign-in as " + who + " was refused" + server(e))
          .next("look into the LDAP server's access rules and log, then type: estate check");
    }
    String why = reason(e);
    if (why.contains("certificat") || why.contains("PKIX") || why.contains("SSL") || why.contains("TLS") || why.contains("handshake")) {
      return draft(e).kind(Kind.UNREACHABLE).found("no protected connection: " + why)
          .next("name the certificate of the authority under directory.ca in estate.yaml, and the host as the certificate does");
    }
    return draft(e).kind(Kind.UNREACHABLE).found("can't be reached: " + why)
        .next("start the LDAP server or correct directory.url in estate.yaml, then type: estate check");
  }

  TrekException unknownOutcome(String operation, LDAPException e) {
    return draft(e).kind(Kind.PARTLY)
        .found("the connection broke during " + operation + " (" + reason(e) + "); whether the server made the change is not known")
        .next("when the LDAP server answers again, type: resume (it looks first), or: undo");
  }

  TrekException refusedRead(String what, LDAPException e) {
    int code = e.getResultCode().intValue();
    if (e.getResultCode().isClientSideResultCode() && code != ResultCode.FILTER_ERROR_INT_VALUE) {
      return draft(e).kind(Kind.UNREACHABLE).found("the connection broke while reading " + what + ": " + reason(e))
          .next("check that the LDAP server runs, then try again");
    }
    return switch (code) {
      case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE -> draft(e).found("the server's size limit for " + who + " cut " + what + " short")
          .next("lift it for this name (slapd: olcLimits: dn.exact=\"" + who + "\" size=unlimited size.prtotal=unlimited), or bind as the rootdn");
      case ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE -> draft(e).found("the server's time limit for " + who + " cut " + what + " short")
          .next("lift it for this name (slapd: olcLimits: dn.exact=\"" + who + "\" time=unlimited), or bind as the rootdn");
      case ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE -> draft(e).found("a limit of the server for " + who + " cut " + what + " short" + server(e))
          .next("lift the server's limits for this name, or bind as the rootdn");
      case ResultCode.NO_SUCH_OBJECT_INT_VALUE -> draft(e).found("there is no " + what + " that " + who + " may see")
          .next("correct directory.base or directory.bind-dn in estate.yaml");
      default -> draft(e).found("refused to read " + what + " as " + who + server(e))
          .next("use a directory.bind-dn in estate.yaml that may read everything below the base");
    };
  }

  TrekException noSchema() {
    return TrekException.at(url).found("the server publishes no schema that " + who + " may read")
        .next("let this name read the subschema (slapd: access to dn.base=\"cn=Subschema\" by * read)");
  }

  TrekException noPassword() {
    return TrekException.at(url).kind(Kind.UNREACHABLE).found("the password of " + who + " is empty")
        .next("correct directory.password in estate.yaml, or leave out bind-dn to read anonymously");
  }

  TrekException allBusy(LdapLimits limits) {
    return TrekException.at(url).kind(Kind.UNREACHABLE)
        .found("all " + limits.connections() + " connections were busy for " + limits.answer().toSeconds() + " s")
        .next("look whether the LDAP server still answers, then try again");
  }

  TrekException interrupted(InterruptedException e) {
    return TrekException.at(url).kind(Kind.INTERRUPTED).found("interrupted before anything was sent").because(e).next("");
  }

  private TrekException.Draft draft(LDAPException e) {
    return TrekException.at(url).because(e);
  }

  private static String server(LDAPException e) {
    String said = e.getDiagnosticMessage() == null ? "" : ": " + e.getDiagnosticMessage();
    return " (" + e.getResultCode().intValue() + " " + e.getResultCode().getName() + ")" + said;
  }

  private String reason(LDAPException e) {
    if (e.getResultCode().intValue() == ResultCode.TIMEOUT_INT_VALUE) {
      return "no answer within " + answer.toSeconds() + " s";
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("Connection refused")) {
      return "connection refused";
    }
    return message;
  }
}
