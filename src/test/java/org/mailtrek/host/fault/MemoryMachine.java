package org.mailtrek.host.fault;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailtrek.host.AccountsView;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Inspection;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** A quick machine in memory, copied in no time, that knows what is durable. */
public final class MemoryMachine implements Host, HostView, AccountsView {

  private final String name;
  private final MemoryFiles files;
  private final MemoryServices services;
  private final MemoryPackages packages;
  private Map<String, Tool> tools = Map.of();

  private MemoryMachine(String name, MemoryFiles files, MemoryServices services, MemoryPackages packages) {
    this.name = name;
    this.files = files;
    this.services = services;
    this.packages = packages;
  }

  /** Returns an empty machine. */
  public static MemoryMachine named(String name) {
    MemoryFiles files = new MemoryFiles();
    MemoryServices services = new MemoryServices();
    return new MemoryMachine(name, files, services, new MemoryPackages(files, services));
  }

  /** Returns a copy that lives on its own. */
  public MemoryMachine copy() {
    MemoryFiles newFiles = files.copy();
    MemoryServices newServices = services.copy();
    return new MemoryMachine(name, newFiles, newServices, packages.copy(newFiles, newServices)).playing(tools);
  }

  /** Returns this machine with what plays its programs, by their names. */
  public MemoryMachine playing(Map<String, Tool> players) {
    tools = Map.copyOf(players);
    return this;
  }

  /** Returns its programs, which write through another host that stands before it. */
  Programs programsOn(Host through) {
    return new MemoryPrograms(through, tools);
  }

  @Override
  public Programs programs() {
    return programsOn(this);
  }

  @Override
  public Inspection inspection() {
    return tools.isEmpty() ? HostView.super.inspection() : new MemoryInspection(programs());
  }

  /** Returns the files, to be set up and looked through. */
  public MemoryFiles files() {
    return files;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public HostView view() {
    return this;
  }

  @Override
  public Disk disk() {
    return files;
  }

  @Override
  public MemoryServices services() {
    return services;
  }

  @Override
  public MemoryPackages packages() {
    return packages;
  }

  @Override
  public AccountsView accounts() {
    return this;
  }

  @Override
  public Optional<FileState> stat(HostPath path) {
    return files.stat(path);
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    return new ByteArrayInputStream(files.content(file));
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    return files.list(folder).stream().filter(each -> !Scratch.hides(each.nameBytes())).toList();
  }

  @Override
  public Space space(HostPath path) {
    return new Space(1L << 30, 1L << 40, files.mountOf(path), "mount " + files.device(path));
  }

  @Override
  public OptionalInt uid(String user) throws TrekException {
    return number("/etc/passwd", user);
  }

  @Override
  public OptionalInt gid(String group) throws TrekException {
    return number("/etc/group", group);
  }

  @Override
  public Optional<String> user(int uid) throws TrekException {
    return nameOf("/etc/passwd", uid);
  }

  @Override
  public Optional<String> group(int gid) throws TrekException {
    return nameOf("/etc/group", gid);
  }

  private OptionalInt number(String file, String wanted) throws TrekException {
    return lines(file).stream().filter(each -> each[0].equals(wanted)).mapToInt(each -> Integer.parseInt(each[2])).findFirst();
  }

  private Optional<String> nameOf(String file, int number) throws TrekException {
    return lines(file).stream().filter(each -> each[2].equals(Integer.toString(number))).map(each -> each[0]).findFirst();
  }

  private List<String[]> lines(String file) throws TrekException {
    HostPath path = HostPath.of(file);
    if (stat(path).isEmpty()) {
      return List.of();
    }
    return new String(files.content(path), StandardCharsets.ISO_8859_1).lines().map(line -> line.split(":", -1)).filter(each -> each.length > 2).toList();
  }

  @Override
  public MemorySlapd slapd() {
    return new MemorySlapd(files);
  }

  @Override
  public void close() {}
}
