package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.unboundid.util.json.JSONException;
import org.junit.jupiter.api.Test;

final class JsonTextTest {

  @Test
  void refusesANumberThatWouldFillTheMemory() {
    for (String each : new String[] {"1e999999999", "{\"a\":1e999999999}", "{\"a\":[2E+99999999]}", "{\"\\\"\":1e-99999999}"}) {
      assertThrows(JSONException.class, () -> JsonText.object(each), each);
    }
  }

  @Test
  void readsTextsThatOnlyLookLikeSuchNumbers() throws JSONException {
    assertEquals("1e999999999\"e12345", JsonText.object("{\"a\":\"1e999999999\\\"e12345\",\"b\":1.5e10}").getFieldAsString("a"));
  }
}
