/**
 * From Zarafa to Kopano, and from one Kopano release to another.
 *
 * <p>Start at {@link org.mailtrek.runbook.kopano.ZcpToKopano}: its list of steps reads like the procedure that it replaces.
 */
package org.mailtrek.runbook.kopano;
