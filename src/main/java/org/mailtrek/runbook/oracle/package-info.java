/**
 * From Oracle Messaging Server 7 or 8 to 8.0.2, host by host.
 *
 * <p>Start at {@link org.mailtrek.runbook.oracle.SideBySide}: its list of steps reads like the procedure that it replaces.
 */
package org.mailtrek.runbook.oracle;
