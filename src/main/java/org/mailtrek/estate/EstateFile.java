package org.mailtrek.estate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.mailtrek.host.TrekException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds and reads {@code estate.yaml}. */
public final class EstateFile {

  /** The file's name in an estate's folder. */
  public static final String NAME = "estate.yaml";

  private static final int DEPTH = 32;

  private EstateFile() {}

  /** Returns the nearest folder, this one or one above it, that holds an estate. */
  public static Optional<Path> nearest(Path start) {
    for (Path each = start.toAbsolutePath().normalize(); each != null; each = each.getParent()) {
      if (Files.isRegularFile(each.resolve(NAME))) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads the declaration of the estate in a folder.
   *
   * @throws TrekException of kind {@code ESTATE} when there is none, it can't be read, or it is wrong; names line and key
   */
  public static Declaration read(Path folder) throws TrekException {
    Path file = folder.resolve(NAME);
    return parse(file, text(file));
  }

  /**
   * Reads a declaration from its text.
   *
   * @param file where the text is, or will be; for messages
   * @throws TrekException of kind {@code ESTATE} when it is wrong; names line and key
   */
  public static Declaration parse(Path file, String text) throws TrekException {
    return new DeclarationReader(file).read(YamlMap.of(new YamlPlace(file, 0, ""), compose(file, text)));
  }

  /**
   * Returns the text of a file of this kind.
   *
   * @throws TrekException of kind {@code ESTATE} when there is none, or it can't be read
   */
  public static String text(Path file) throws TrekException {
    TrekException.Draft draft = TrekException.at(file).kind(TrekException.Kind.ESTATE);
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw draft.found("no such estate: the file is missing").because(e).next("estate init makes one, simulate zcp-single a practice estate");
    } catch (CharacterCodingException e) {
      throw draft.found("is not written in UTF-8").because(e).next("save it in UTF-8");
    } catch (IOException e) {
      throw draft.found("can't be read: " + reason(e)).because(e).next("make it readable for the user that runs mailtrek");
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
  }

  static Node compose(Path file, String text) throws TrekException {
    LoadSettings settings = LoadSettings.builder().setLabel(NAME).setAllowDuplicateKeys(true).build();
    YamlPlace whole = new YamlPlace(file, 0, "");
    try {
      refuseDepth(file, new Parse(settings).parseString(text));
      return new Compose(settings).composeString(text).orElseThrow(() -> whole.wrong("is empty"));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(mark -> mark.getLine() + 1).orElse(0);
      throw new YamlPlace(file, line, "").wrong("is no YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw whole.wrong("is no YAML: " + e.getMessage());
    }
  }

  /** Refuses what lies deeper than any declaration: events are read one by one, but nodes are composed by recursion, which would end on the stack. */
  private static void refuseDepth(Path file, Iterable<Event> events) throws TrekException {
    int depth = 0;
    for (Event each : events) {
      if (each instanceof CollectionStartEvent) {
        depth++;
      } else if (each instanceof CollectionEndEvent) {
        depth--;
      }
      if (depth > DEPTH) {
        int line = each.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        throw new YamlPlace(file, line, "").wrong("is nested deeper than " + DEPTH + " levels");
      }
    }
  }
}
