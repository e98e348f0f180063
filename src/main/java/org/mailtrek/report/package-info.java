/**
 * What Mailtrek hands over to others: a plan as files that Ansible runs.
 *
 * <p>Start at {@link org.mailtrek.report.AnsibleExport}.
 */
package org.mailtrek.report;
