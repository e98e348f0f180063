package org.mailtrek.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.fuzz.Fuzzing;

/** Whatever rows a database server answers with, they are taken or refused in words: numbers beyond all bounds, texts in their place, nothing where something must be. */
final class SqlResultsFuzzTest {

  private static final String[] WORDS = {"\t", "\n", "\\N", "\t\\N\t", "-1\t", "4294967295", "-9223372036854775808", "100", "1\t2\t3\t4\t5\n", "\\N\t\\N\t\\N\t\\N\t\\N\n"};

  /** One question, as the program asks it. */
  private interface Question {
    void ask(DatabaseView view) throws TrekException;
  }

  private static final List<Question> QUESTIONS = List.of(
      view -> view.storedVersion().map(DatabaseView.StoredVersion::toString),
      view -> view.setting("server_guid"),
      DatabaseView::users,
      DatabaseView::stores,
      view -> view.attachmentInstances(id -> {}),
      view -> view.storedNames((id, name) -> {}),
      DatabaseView::rowCounts,
      DatabaseView::bytes,
      DatabaseView::tableDigests,
      DatabaseView::highestObject,
      view -> view.messagesAbove(0),
      DatabaseView::upgradeSigns,
      DatabaseView::nextContent,
      DatabaseView::objectsByOwner,
      DatabaseView::contentsByProperty,
      view -> view.attachmentRows().next(0, 9),
      view -> view.attachmentRows().any(),
      view -> view.attachmentRows().references(List.of(1L, 3L), row -> row.toString().strip()),
      view -> view.attachmentRows().chunks(List.of(1L, 2L), true, row -> row.toString().strip()),
      view -> view.attachmentRows().contents(List.of(1L), row -> row.toString().strip()));

  private static void ask(SqlDialect dialect, byte[] rows) throws TrekException {
    List<TrekException> refused = new ArrayList<>();
    try (SqlConnections connections = new SqlConnections(SpokenRows.of(rows).speaking(dialect))) {
      DatabaseView view = new SqlView(SpokenRows.of(rows).speaking(dialect), connections);
      for (Question each : QUESTIONS) {
        try {
          each.ask(view);
        } catch (TrekException e) {
          refused.add(e);
        }
      }
    }
    for (TrekException each : refused) {
      if (each.getMessage() == null || each.getMessage().isBlank() || refused.size() == QUESTIONS.size()) {
        throw each;
      }
    }
  }

  private static Fuzzing rows(String name) {
    return Fuzzing.of(name, "7\t2\t6\t52189\t64\n", "1\t2\t3\tuser1\tabcdefgh\n2\t3\t1\tuser2\tijkl\n", "1\t\\N\t3\t4\t5\n3\t14\t28\t\\N\t9\n").words(WORDS).some(4);
  }

  @Test
  void anyRowsOfH2AreTakenOrRefused() throws InterruptedException, TrekException {
    SqlDialect h2 = new H2Dialect("jdbc:h2:mem:nobody", new DatabaseLogin("nobody", Secret.of("")), "zarafa");
    rows("rows of H2").feed(input -> ask(h2, input));
  }

  @Test
  void anyRowsOfMySqlAreTakenOrRefused() throws InterruptedException, TrekException {
    SqlDialect mySql = new MySqlDialect(new DatabaseAddress("jdbc:mysql://nobody/zarafa", Protection.USUAL), new DatabaseLogin("nobody", Secret.of("")), DatabaseLimits.DEFAULT, Optional.empty());
    rows("rows of MySQL").feed(input -> ask(mySql, input));
  }
}
