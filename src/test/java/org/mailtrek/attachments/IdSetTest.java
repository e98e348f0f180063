package org.mailtrek.attachments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IdSetTest {

  @Test
  void agreesWithASetOfNumbers() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    TreeSet<Long> numbers = new TreeSet<>();
    TreeSet<Long> others = new TreeSet<>();
    IdSet ids = new IdSet();
    IdSet other = new IdSet();
    for (int i = 0; i < 3000; i++) {
      long id = random.nextBoolean() ? random.nextInt(5000) : random.nextLong(1L << 32);
      assertEquals(numbers.add(id), ids.add(id));
      if (random.nextBoolean()) {
        others.add(id);
        other.add(id);
      }
    }
    assertEquals(numbers.size(), ids.size());
    TreeSet<Long> left = new TreeSet<>(numbers);
    left.removeAll(others);
    List<Long> found = new ArrayList<>();
    ids.without(other, found::add);
    assertEquals(new ArrayList<>(left), found);
  }

  @Test
  void keepsTheEdgesOfItsBlocks() {
    IdSet ids = new IdSet();
    for (long id : new long[] {0, 63, 64, 65535, 65536, 4294967295L}) {
      assertFalse(ids.contains(id));
      assertTrue(ids.add(id));
      assertTrue(ids.contains(id));
      assertFalse(ids.add(id));
    }
    assertEquals(6, ids.size());
  }
}
