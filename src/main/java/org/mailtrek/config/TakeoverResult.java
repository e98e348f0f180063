package org.mailtrek.config;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.HostPath;

/**
 * What a takeover makes.
 *
 * @param files the new release's files, whole; those that are there already in this form among them
 * @param verdicts what becomes of each directive, in the order of files and decisions
 * @param notes what people should know besides
 */
public record TakeoverResult(ConfigTree files, List<Verdict> verdicts, List<String> notes) {

  /** Copies the lists. */
  public TakeoverResult {
    verdicts = List.copyOf(verdicts);
    notes = List.copyOf(notes);
  }

  /** Collects a result. */
  static final class Draft {
    private final SortedMap<HostPath, byte[]> files = new TreeMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void file(HostPath path, byte[] bytes) {
      files.put(path, bytes);
    }

    void verdict(Verdict verdict) {
      verdicts.add(verdict);
    }

    void note(String sentence) {
      notes.add(sentence);
    }

    ConfigTree soFar() {
      return new ConfigTree(files);
    }

    TakeoverResult finish() {
      return new TakeoverResult(new ConfigTree(files), verdicts, notes);
    }
  }
}
