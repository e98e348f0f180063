package org.mailtrek.mailbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.mailtrek.host.TrekException;

/**
 * Where programs of the same machine may come: a Unix socket, by its absolute path, or a port of the loopback, {@code 127.0.0.1:24}. Who comes while
 * two hundred are there waits; who says nothing, or takes nothing, for too long is let go.
 */
public final class LocalPort implements AutoCloseable {

  private static final int MOST = 200;
  private static final long PAUSE_MILLIS = 100;

  private final ServerSocketChannel server;
  private final String address;
  private final Talk talk;
  private final Duration idle;
  private final Semaphore free = new Semaphore(MOST);
  private final Set<SocketChannel> there = ConcurrentHashMap.newKeySet();

  /** Speaks with one who came. */
  interface Talk {
    void speak(InputStream in, OutputStream out) throws IOException;
  }

  private LocalPort(ServerSocketChannel server, String address, Talk talk, Duration idle) {
    this.server = server;
    this.address = address;
    this.talk = talk;
    this.idle = idle;
  }

  /**
   * Listens. A socket that another process left behind is replaced, one at which somebody listens is not.
   *
   * @param idle how long one who came may say nothing, or take nothing of what is said to him
   * @throws TrekException of kind {@code USAGE} when the address is none of this machine's own; when another listens there, of kind {@code IN_USE}
   */
  static LocalPort open(String address, Talk talk, Duration idle) throws TrekException {
    SocketAddress place = place(address);
    try {
      boolean unix = place instanceof UnixDomainSocketAddress;
      if (unix && Files.exists(Path.of(address))) {
        clear(address, place);
      }
      ServerSocketChannel server = unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
      server.bind(place);
      LocalPort port = new LocalPort(server, address, talk, idle);
      daemon(port::accept, "mailbox-port");
      return port;
    } catch (IOException e) {
      throw TrekException.at(address).found("nobody can be let in there: " + e.getMessage()).because(e).next("another address, or: ss -lxt shows who has it");
    }
  }

  private static void clear(String address, SocketAddress place) throws IOException, TrekException {
    try {
      SocketChannel.open(place).close();
      throw TrekException.at(address).kind(TrekException.Kind.IN_USE).found("another process listens there").next("stop it first, or name another place");
    } catch (ConnectException nobody) {
      Files.delete(Path.of(address));
    }
  }

  /** Connects to an address of this machine. */
  static SocketChannel connect(String address) throws IOException, TrekException {
    return SocketChannel.open(place(address));
  }

  private static SocketAddress place(String address) throws TrekException {
    if (address.startsWith("/")) {
      return UnixDomainSocketAddress.of(address);
    }
    int colon = address.lastIndexOf(':');
    try {
      InetAddress host = InetAddress.getByName(colon > 0 ? address.substring(0, colon) : "0.0.0.0");
      int port = Integer.parseInt(address.substring(colon + 1));
      if (host.isLoopbackAddress() && port >= 0 && port <= 0xffff) {
        return new InetSocketAddress(host, port);
      }
    } catch (IOException | NumberFormatException e) {
      // told below
    }
    throw TrekException.at(address).kind(TrekException.Kind.USAGE).found("it must be the absolute path of a socket, or a port of this machine's loopback").next("127.0.0.1:2424");
  }

  private void accept() {
    try {
      while (server.isOpen()) {
        free.acquire();
        try {
          SocketChannel client = server.accept();
          there.add(client);
          daemon(() -> serve(client), "mailbox-guest");
        } catch (IOException e) {
          free.release(); // closed; or nothing can be opened for a moment
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      IdleLimit limit = new IdleLimit(client, idle);
      talk.speak(new BufferedInputStream(limit.in()), limit.out());
    } catch (IOException gone) {
      // it comes again, or not
    } finally {
      there.remove(client);
      free.release();
    }
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the port of the loopback; 0 for a socket with a path. */
  int number() throws IOException {
    return server.getLocalAddress() instanceof InetSocketAddress at ? at.getPort() : 0;
  }

  @Override
  public void close() {
    try {
      server.close();
      for (SocketChannel each : there) {
        each.close();
      }
      if (address.startsWith("/")) {
        Files.deleteIfExists(Path.of(address));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
