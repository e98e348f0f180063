package org.mailtrek.command;

/** Makes commands by name; each line loads its class only when it is reached. */
final class Opening {

  private Opening() {}

  static Command open(String name) {
    return switch (name) {
      case "help" -> new HelpCommand();
      case "status" -> new Status();
      case "runbook list" -> new RunbookList();
      case "runbook show" -> new RunbookShow();
      case "plan" -> new PlanMake();
      case "plan show" -> new PlanShow();
      case "plan list" -> new PlanList();
      case "plan export" -> new PlanExport();
      case "apply" -> new Apply();
      case "open" -> new Open();
      case "resume" -> new Resume();
      case "undo" -> new Undo();
      case "run list" -> new RunList();
      case "run show" -> new RunShow();
      case "journal show" -> new JournalShow();
      case "journal verify" -> new JournalVerify();
      case "journal accept" -> new JournalAccept();
      case "snapshot list" -> new SnapshotList(false);
      case "snapshot show" -> new SnapshotList(true);
      case "snapshot delete" -> new SnapshotDelete();
      case "rollback snapshot" -> new RollbackSnapshot();
      case "simulate" -> new Simulate();
      case "simulate stop" -> new SimulateStop();
      case "rehearse" -> new Rehearse();
      case "fault" -> new FaultOrder();
      case "history" -> new HistoryCommand();
      case "snapshot create" -> new SnapshotCreate();
      case "backup" -> new BackupMake();
      case "backup restore" -> new BackupRestore();
      case "backup show" -> new BackupShow();
      case "backup list" -> new BackupList();
      case "backup verify" -> new BackupVerify();
      case "services list" -> new HostRows(true);
      case "packages list" -> new HostRows(false);
      case "permissions check" -> new PermissionsLook(false);
      case "permissions fix" -> new PermissionsLook(true);
      case "packages plan" -> new PackagesPlan();
      case "packages unpack" -> new UnpackAct();
      case "packages repository" -> new RepositoryAct();
      case "packages install", "packages remove" -> new PackagesAct(name);
      case "ldap search" -> new LdapSearch(false);
      case "ldap export" -> new LdapSearch(true);
      case "diff-config" -> new DiffConfig();
      case "config takeover" -> new ConfigTakeover();
      case "config get" -> new ConfigGet();
      case "config set" -> new ConfigSet();
      case "ldap import" -> new LdapImport();
      case "record start", "record stop" -> new RecordSpan(name);
      case "record last" -> new RecordLast();
      case "record list" -> new RecordList();
      case "record show" -> new RecordShow();
      case "replay" -> new Replay();
      case "macro list" -> new MacroList(false);
      case "macro check" -> new MacroList(true);
      case "macro show" -> new MacroShow(false);
      case "macro run" -> new MacroShow(true);
      case "macro new" -> new MacroNew();
      case "groovy" -> new GroovyCommand();
      case "note" -> new NoteCommand();
      case "sign-off" -> new SignOff();
      case "config lint" -> new ConfigLint();
      case "config explain" -> new ConfigExplain();
      case "ldap rewrite" -> new LdapRewrite();
      case "estate init" -> new EstateInit();
      case "estate discover" -> new EstateDiscover();
      case "estate show" -> new EstateShow(false);
      case "estate check" -> new EstateShow(true);
      case "estate trust" -> new EstateTrust();
      case "exec" -> new ExecRead();
      case "logs" -> new Logs();
      case "demo" -> new Demo();
      case "check" -> new CheckAll();
      case "scan" -> new Scan();
      case "ldap transplant", "ldap prune", "ldap purge", "ldap sockets", "ldap schema", "ldap indexes" -> new LdapAct(name);
      case "ldap resources" -> new LdapResources();
      case "ldap survey" -> new LdapSurveying();
      case "ldap verify" -> new LdapVerify();
      case "services stop", "services start" -> new ServicesAct(name);
      case "database census" -> new DatabaseLook(true);
      case "database check" -> new DatabaseLook(false);
      case "database dump" -> new DatabaseDump();
      case "database load" -> new DatabaseLoad();
      case "attachments survey", "attachments verify", "attachments path" -> new Attachments(name);
      case "attachments extract" -> new AttachmentsExtract();
      case "attachments purge-lob" -> new AttachmentsPurge();
      case "attachments move" -> new AttachmentsMove();
      case "mailbox survey" -> new MailboxSurvey();
      case "mailbox partitions" -> new MailboxPartitions();
      case "identity check" -> new IdentityLook();
      case "report" -> new Report();
      case "jobs", "attach", "cancel" -> new JobCommand(name);
      case "use" -> new Use();
      case "exit" -> new Leave();
      case "let" -> new Let();
      case "set" -> new SetCommand();
      default -> throw new IllegalStateException("no class for command " + name);
    };
  }
}
