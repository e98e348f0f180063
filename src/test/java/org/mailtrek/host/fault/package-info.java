/**
 * Doubles that fail on purpose: a process that dies before its n-th write, and a machine that loses power.
 *
 * <p>Start at {@link org.mailtrek.host.fault.KillEstate}: it counts the write points of a whole run and kills at one of them.
 */
package org.mailtrek.host.fault;
