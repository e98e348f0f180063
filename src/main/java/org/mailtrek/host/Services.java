package org.mailtrek.host;

/** Starts and stops the services of a machine. Each call waits until the service is there, or really gone. */
public interface Services {

  /** Returns the face that can't write. */
  ServicesView view();

  /**
   * Starts a service and waits until it runs; nothing happens when it does already.
   *
   * @throws TrekException when it does not come up; the message holds the last lines of its log
   */
  void start(String service) throws TrekException;

  /**
   * Stops a service and waits until it is gone; nothing happens when it is already.
   *
   * @throws TrekException when it stays
   */
  void stop(String service) throws TrekException;

  /** Makes a service start at boot, or not. */
  void enable(String service, boolean atBoot) throws TrekException;
}
