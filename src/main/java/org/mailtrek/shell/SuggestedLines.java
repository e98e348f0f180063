package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jline.reader.History;
import org.jline.reader.impl.history.DefaultHistory;

/** What of a history may be suggested while a line is typed: lines that go on from it and would be understood. JLine looks at nothing but these from the last to the first. */
final class SuggestedLines extends DefaultHistory {

  private final History all;
  private final Supplier<String> typed;
  private final Predicate<String> understood;

  SuggestedLines(History all, Supplier<String> typed, Predicate<String> understood) {
    this.all = all;
    this.typed = typed;
    this.understood = understood;
  }

  @Override
  public int last() {
    return all.last();
  }

  @Override
  public ListIterator<Entry> reverseIterator(int index) {
    String head = typed.get();
    List<Entry> some = new ArrayList<>();
    all.reverseIterator(index).forEachRemaining(each -> {
      if (some.isEmpty() && each.line().startsWith(head) && !each.line().equals(head) && understood.test(each.line())) {
        some.add(each);
      }
    });
    return some.listIterator();
  }
}
