/**
 * The ports: machines, directories and databases, each with a face that can't write, and their local, remote and simulated implementations.
 *
 * <p>Start at {@link org.mailtrek.host.Host}; {@code LocalHost} is this machine, {@code SimulatedHost} a folder that acts as one. The ground floor:
 * imports nothing else of the program.
 */
package org.mailtrek.host;
