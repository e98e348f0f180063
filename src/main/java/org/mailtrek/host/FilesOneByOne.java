package org.mailtrek.host;

/** Makes new files by the single calls of a disk. */
final class FilesOneByOne implements NewFiles {

  private final Disk disk;
  private final Mark mark;
  private HostPath file = HostPath.of("/");

  FilesOneByOne(Disk disk, Mark mark) {
    this.disk = disk;
    this.mark = mark;
  }

  @Override
  public void folder(HostPath folder) throws TrekException {
    disk.mkdir(folder, 0700);
    disk.chown(folder, mark.uid(), mark.gid());
    disk.chmod(folder, mark.mode());
  }

  @Override
  public void begin(HostPath next) throws TrekException {
    file = next;
    disk.create(file);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws TrekException {
    disk.append(file, bytes, offset, length);
  }

  @Override
  public void end() throws TrekException {
    disk.chown(file, mark.uid(), mark.gid());
    disk.chmod(file, mark.mode());
    if (mark.modified().isPresent()) {
      disk.touch(file, mark.modified().get());
    }
  }

  @Override
  public void abandon() throws TrekException {
    disk.delete(file);
  }

  @Override
  public void close() {
    // each file was written at once
  }
}
