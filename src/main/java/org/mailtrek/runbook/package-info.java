/**
 * Product knowledge: which steps lead from one product and release to another, in which order, and why.
 *
 * <p>Start at {@link org.mailtrek.runbook.kopano.ZcpToKopano}. Imports checks, areas and the engine; knows no command and no terminal.
 */
package org.mailtrek.runbook;
