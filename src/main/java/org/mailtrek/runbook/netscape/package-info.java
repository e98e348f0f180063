/**
 * From Netscape Messaging Server 3.x to 4.1 with the maker's own programs.
 *
 * <p>Start at {@link org.mailtrek.runbook.netscape.NetscapeUpgrade}.
 */
package org.mailtrek.runbook.netscape;
