package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.time.Instant;

/**
 * A line of the journal.
 *
 * @param sequence counted in the journal, from 1
 * @param time when it was written
 * @param run number of the run; 0 for notes outside of one
 * @param step the step's id; empty for lines about the whole run
 * @param phase what it says
 * @param body the rest, by phase
 */
public record Line(long sequence, Instant time, long run, String step, Phase phase, JSONObject body) {}
