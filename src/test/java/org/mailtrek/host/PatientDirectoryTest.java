package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.DirectoryServer.Answer;

/** A server that is busy for a while. */
final class PatientDirectoryTest {

  private final List<Duration> rests = new ArrayList<>();

  /** Refuses so many requests with a code. */
  private static final class Busy implements DirectoryServer {
    private final int code;
    private int left;
    private int asked;

    Busy(int code, int left) {
      this.code = code;
      this.left = left;
    }

    private Answer answer() {
      asked++;
      return left-- > 0 ? new Answer(code, "not now") : Answer.OK;
    }

    @Override
    public DirectoryView view() {
      throw new UnsupportedOperationException("nobody looks");
    }

    @Override
    public Answer modify(String dn, List<Modification> modifications, boolean relaxed) {
      return answer();
    }

    @Override
    public Answer add(Entry entry, boolean relaxed) {
      return answer();
    }

    @Override
    public Answer delete(String dn) {
      return answer();
    }

    @Override
    public Answer rename(String dn, String newRdn, boolean deleteOldRdn) {
      return answer();
    }

    @Override
    public void close() {}
  }

  private Answer modified(DirectoryServer server) throws TrekException {
    return new PatientDirectory(server, rests::add).modify("cn=a", List.of(), false);
  }

  @Test
  void waitsLongerEachTimeUntilTheServerIsFree() throws TrekException {
    for (int code : new int[] {51, 52, 80}) {
      rests.clear();
      Busy busy = new Busy(code, 3);
      assertTrue(modified(busy).ok());
      assertEquals(4, busy.asked);
      assertEquals(List.of(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400)), rests);
    }
  }

  @Test
  void givesUpAfterSixTriesWithTheServersAnswer() throws TrekException {
    Busy busy = new Busy(51, 100);
    assertEquals(new Answer(51, "not now"), modified(busy));
    assertEquals(6, busy.asked);
    assertTrue(rests.stream().reduce(Duration.ZERO, Duration::plus).compareTo(Duration.ofSeconds(4)) < 0);
  }

  @Test
  void onlyTheFirstOfManyWaitsInVain() throws TrekException {
    Busy full = new Busy(80, 9);
    PatientDirectory patient = new PatientDirectory(full, rests::add);
    for (int each = 0; each < 4; each++) {
      assertEquals(80, patient.modify("cn=a", List.of(), false).code());
    }
    assertEquals(9, full.asked);
    assertTrue(patient.modify("cn=a", List.of(), false).ok());
    full.left = 1;
    assertTrue(patient.modify("cn=a", List.of(), false).ok(), "patient again, once it has answered");
  }

  @Test
  void doesNotAskAgainWhereTheRefusalStays() throws TrekException {
    for (int code : new int[] {16, 20, 21, 32, 50, 53, 65, 69}) {
      Busy busy = new Busy(code, 100);
      assertEquals(code, modified(busy).code());
      assertEquals(1, busy.asked);
    }
    assertEquals(List.of(), rests);
  }

  @Test
  void anInterruptEndsTheWaitingAndIsKept() throws TrekException {
    Busy busy = new Busy(51, 100);
    Answer answer = new PatientDirectory(busy, time -> {
      throw new InterruptedException();
    }).delete("cn=a");
    assertEquals(51, answer.code());
    assertEquals(1, busy.asked);
    assertTrue(Thread.interrupted());
  }

  @Test
  void everyKindOfWriteIsPatient() throws TrekException {
    for (int kind = 0; kind < 3; kind++) {
      Busy busy = new Busy(52, 1);
      PatientDirectory patient = new PatientDirectory(busy, rests::add);
      Answer answer = kind == 0 ? patient.add(new Entry("cn=a"), false) : kind == 1 ? patient.delete("cn=a") : patient.rename("cn=a", "cn=b", true);
      assertTrue(answer.ok());
      assertEquals(2, busy.asked);
    }
  }
}
