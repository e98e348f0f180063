package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;

/** Every operation of every port of a machine over SSH is called with names that a careless shell would carry out; what they would leave behind must not appear. */
@RequiresMachine
final class HostileNamesTest {

  private static final List<String> NAMES = List.of("$(touch canary)", "'; touch canary; '", "\ntouch canary\n", "`touch canary`", "\"; touch canary; \"", "-x & touch canary #", "| touch canary");
  private static final HostPath FOLDER = HostPath.of("/srv/odd");

  /** What needs more than names to be called; tests of their own do that. */
  private static final Set<String> NEED_MORE = Set.of("FilesView.unlike", "Disk.own", "Disk.files", "Repositories.files", "Repositories.tryOut", "FilesView.deviating");

  /** What would end the session, or the machine's ability to go on. */
  private static final Set<String> LEFT_OUT = Set.of("Host.close");

  private final Set<String> called = new TreeSet<>();
  private final Set<String> notCalled = new TreeSet<>();

  @Test
  void noOperationOfAMachineCarriesOutAName(@TempDir Path folder) throws Exception {
    try (LabMachine machine = LabMachine.boot(); SshHost host = SshMachine.open(machine, machine.port(), folder)) {
      host.claim();
      host.disk().mkdir(FOLDER, 0755);
      for (String name : Boolean.getBoolean("mailtrek.exhaustive") ? NAMES : NAMES.subList(0, 2)) {
        HostPath file = FOLDER.resolve(name.strip());
        host.disk().create(file);
        walk(host, Host.class, name, new HashSet<>());
        Programs.Ended found = host.programs().run("find", "/", "-xdev", "-name", "canary", "-not", "-path", "/proc/*");
        assertEquals("", found.text(), () -> "carried out " + name);
      }
    }
    assertEquals(NEED_MORE, notCalled);
    assertTrue(called.size() > 70, called::toString);
    assertTrue(called.containsAll(List.of("Services.start", "Packages.install", "Disk.rename", "FilesView.read", "AccountsView.uid", "Slapd.load", "Inspection.log")), called::toString);
  }

  private void walk(Object port, Class<?> type, String name, Set<Class<?>> seen) throws ReflectiveOperationException {
    if (!seen.add(type)) {
      return;
    }
    List<Method> methods = new ArrayList<>(List.of(type.getMethods()));
    methods.sort(Comparator.comparing(Method::toString));
    for (Method each : methods) {
      if (!Modifier.isStatic(each.getModifiers()) && each.getDeclaringClass().getPackageName().equals("org.mailtrek.host")) {
        String what = each.getDeclaringClass().getSimpleName() + "." + each.getName();
        if (each.getParameterCount() == 0 && (port(each.getReturnType()) || each.getReturnType() == Optional.class)) {
          next(call(port, each, new Object[0]), each, name, seen);
        } else if (!LEFT_OUT.contains(what) && each.getParameterCount() > 0) {
          arguments(port, each, what, name);
        }
      }
    }
  }

  private static boolean port(Class<?> type) {
    return type.isInterface() && type.getPackageName().equals("org.mailtrek.host");
  }

  private void next(Object result, Method method, String name, Set<Class<?>> seen) throws ReflectiveOperationException {
    Object port = result instanceof Optional<?> found ? found.orElse(null) : result;
    if (port != null) {
      Type type = method.getGenericReturnType() instanceof ParameterizedType wrapped ? wrapped.getActualTypeArguments()[0] : method.getReturnType();
      if (type instanceof Class<?> known && port(known)) {
        walk(port, known, name, seen);
      }
    }
  }

  private void arguments(Object port, Method method, String what, String name) throws ReflectiveOperationException {
    Object[] values = new Object[method.getParameterCount()];
    for (int i = 0; i < values.length; i++) {
      Optional<Object> value = value(method.getGenericParameterTypes()[i], what, name, i);
      if (value.isEmpty()) {
        notCalled.add(what);
        return;
      }
      values[i] = value.get();
    }
    called.add(what);
    Object result = call(port, method, values);
    if (result instanceof InputStream in) {
      try (in) {
        in.readNBytes(10);
      } catch (IOException refused) {
        called.add(what);
      }
    }
  }

  private static Object call(Object port, Method method, Object[] values) throws ReflectiveOperationException {
    try {
      method.setAccessible(true);
      return method.invoke(port, values);
    } catch (InvocationTargetException e) {
      Throwable why = e.getCause();
      if (why instanceof TrekException || why instanceof IllegalArgumentException || why instanceof UnsupportedOperationException || why instanceof IOException || why instanceof IllegalStateException) {
        return null; // refused in words, or as nobody's name
      }
      throw e;
    }
  }

  private static Optional<Object> value(Type type, String what, String name, int place) {
    HostPath path = FOLDER.resolve(place == 0 ? name.strip() : name.strip() + place);
    if (type instanceof ParameterizedType many) {
      Type of = many.getActualTypeArguments()[0];
      Object one = of == HostPath.class ? path : of == String.class ? name : of == byte[].class ? name.getBytes(StandardCharsets.UTF_8) : null;
      Class<?> raw = (Class<?>) many.getRawType();
      if (raw == Map.class) {
        Map<HostPath, HostPath> map = new LinkedHashMap<>();
        map.put(path, FOLDER.resolve(name.strip() + "2"));
        return Optional.of(map);
      } else if (raw == Optional.class && one != null) {
        return Optional.of(Optional.of(one));
      } else if (Collection.class.isAssignableFrom(raw)) {
        boolean command = Set.of("Programs.stream", "Inspection.read", "Inspection.volumes").contains(what);
        return Optional.of(command ? List.of("echo", name) : one == null ? List.of(List.of("echo", name)) : List.of(one));
      }
      return proxy(raw);
    }
    return plain((Class<?>) type, what, name, path);
  }

  private static Optional<Object> plain(Class<?> type, String what, String name, HostPath path) {
    Map<Class<?>, Object> plain = Map.of(String.class, name, HostPath.class, path, int.class, 1, long.class, 1L, boolean.class, false, byte[].class, name.getBytes(StandardCharsets.UTF_8),
        Instant.class, Instant.EPOCH, Duration.class, Duration.ofSeconds(20));
    if (plain.containsKey(type)) {
      return Optional.of(plain.get(type));
    } else if (type == String[].class) {
      return Optional.of(new String[] {"echo", name});
    } else if (type == InputStream.class) {
      return Optional.of(new ByteArrayInputStream(name.getBytes(StandardCharsets.UTF_8)));
    } else if (type == OutputStream.class) {
      return Optional.of(new ByteArrayOutputStream());
    }
    return type.isEnum() ? Optional.of(type.getEnumConstants()[0]) : proxy(type);
  }

  /** Takes what it is given, and says nothing. */
  private static Optional<Object> proxy(Class<?> type) {
    return !type.isInterface() ? Optional.empty() : Optional.of(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, values) ->
        method.getReturnType() == boolean.class ? Boolean.TRUE : method.getReturnType() == List.class ? List.of() : null));
  }
}
