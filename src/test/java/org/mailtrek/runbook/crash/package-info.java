/** Runbooks on practice estates, killed at their write points: one harness for all of them, and the table of what it found. */
package org.mailtrek.runbook.crash;
