package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.unboundid.util.json.JSONObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManyValuesTest {

  @Test
  void writesThemAsOneArray() throws Exception {
    ManyValues values = new ManyValues();
    values.add(Map.of("dn", "cn=\u00e4 \"b\""));
    values.add("two");
    values.add(List.of(3));
    assertEquals("3 values", values.toString());
    assertEquals(new JSONObject("{\"all\":[{\"dn\":\"cn=\u00e4 \\\"b\\\"\"},\"two\",[3]]}"), new JSONObject("{\"all\":" + written(values) + "}"));
    assertEquals("[ ]", written(new ManyValues()));
  }

  @Test
  void holdsMoreThanFitsIntoItsMemory() throws Exception {
    ManyValues values = new ManyValues();
    String long1 = "x".repeat(100_000);
    for (int each = 0; each < 100; each++) {
      values.add(long1);
    }
    long[] bytes = new long[1];
    values.writeTo(new OutputStream() {
      @Override
      public void write(int one) {
        bytes[0]++;
      }

      @Override
      public void write(byte[] all, int from, int length) {
        bytes[0] += length;
      }
    });
    assertEquals(100 * 100_003 + 3, bytes[0], "each in quotes, a comma or blank before it, and the end");
  }

  private static String written(ManyValues values) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    values.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
