package org.mailtrek.practice.netscape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashFolderTest {

  @ParameterizedTest
  @CsvSource({"mack1,53/53", "user1,64/b1", "user2,74/b1", "crowe,e2/13", "postmaster,20/61", "joe,04/73"})
  void spreadsUsersAsTheMakersExampleDoes(String uid, String folder) {
    assertEquals(folder, HashFolder.of(uid));
  }
}
