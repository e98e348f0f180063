package org.mailtrek.discovery;

import org.mailtrek.host.HostPath;

/**
 * A mail server that the machine would start.
 *
 * @param service the service's name
 * @param config its configuration file
 * @param origin who says so: the unit or start script, with its line
 */
record ServerInstance(String service, HostPath config, String origin) {}
