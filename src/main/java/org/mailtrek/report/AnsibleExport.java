package org.mailtrek.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.mailtrek.engine.Lane;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * A plan as a playbook, an inventory and the files that they need, for {@code ansible-playbook}: one play a step, the second act in a playbook of its
 * own. Secrets stand in it by the names of variables, never by value. What can't be done by Ansible is refused here, before anything is written.
 */
public final class AnsibleExport {

  private final Declaration declared;
  private final Plan plan;
  private final String id;
  private final String estate;
  private final Plays plays;
  private final Bundle bundle = new Bundle();

  private AnsibleExport(Declaration declared, Plan plan, String id, Plays.Place place) {
    this.id = id;
    this.estate = place.estate();
    this.declared = declared;
    this.plan = plan;
    this.plays = new Plays(declared, plan, bundle, place);
  }

  /**
   * Returns the files, by name.
   *
   * @param plan the plan, every change listed
   * @param id the id of the plan that it was listed from
   * @param estate the estate's folder, which the identity check of the second act looks at
   * @throws TrekException of kind {@code REFUSED} when something in it can't be done by Ansible
   */
  public static SortedMap<String, byte[]> of(Declaration declared, View view, Plan plan, String id, String estate) throws TrekException {
    Set<String> debian = new TreeSet<>();
    for (String host : declared.hosts().keySet()) {
      if (view.host(host).packages().family().equals("dpkg")) {
        debian.add(host);
      }
    }
    return new AnsibleExport(declared, plan, id, new Plays.Place(debian, estate, view)).files();
  }

  private SortedMap<String, byte[]> files() throws TrekException {
    for (PlannedStep step : plan.steps()) {
      for (Change change : step.changes()) {
        if (change instanceof FileContent file) {
          bundle.vault().learn(file.host(), file.path().toString(), bundle.content(file));
        }
      }
    }
    List<Map<String, Object>> first = new ArrayList<>();
    List<Map<String, Object>> second = new ArrayList<>();
    for (List<PlannedStep> phase : phases()) {
      (phase.get(0).afterOpen() ? second : first).addAll(plays.of(phase));
    }
    boolean acts = !second.isEmpty();
    first.add(0, plays.preflight());
    if (acts) {
      second.add(0, plays.identity());
      bundle.add("open.yml", YamlText.of("The second act of plan " + id + ": lets mail and clients in again. Run it when site.yml has ended well.", second));
    }
    bundle.add("site.yml", YamlText.of("Plan " + id + ": " + plan.runbook() + " on " + plan.estate() + ", in plays of Ansible. Look first: ansible-playbook -i inventory.yml site.yml --check", first));
    bundle.add("inventory.yml", YamlText.of("The machines of " + plan.estate() + ", as estate.yaml has them.", new Inventory(declared, Path.of(estate)).content()));
    Map<String, String> secrets = new LinkedHashMap<>();
    bundle.vault().origins().forEach((name, origin) -> secrets.put(name, "<" + origin + ">"));
    bundle.add("vault.example.yml", YamlText.of("Fill in, as group_vars/all/vault.yml, and encrypt it: ansible-vault encrypt group_vars/all/vault.yml", secrets));
    return bundle.files();
  }

  /** Returns the steps, those together that follow each other in one stage of several hosts. */
  private List<List<PlannedStep>> phases() {
    List<List<PlannedStep>> phases = new ArrayList<>();
    for (PlannedStep step : plan.steps()) {
      List<PlannedStep> last = phases.isEmpty() ? List.of() : phases.get(phases.size() - 1);
      boolean same = !last.isEmpty() && step.lane().isPresent() && last.get(0).lane().map(Lane::stage).equals(step.lane().map(Lane::stage)) && last.get(0).afterOpen() == step.afterOpen();
      if (same) {
        last.add(step);
      } else {
        phases.add(new ArrayList<>(List.of(step)));
      }
    }
    return phases;
  }
}
