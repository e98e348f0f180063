package org.mailtrek.host;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.SSHAgentConnector;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Vector;

/** The keys of files, and those of an agent; neither is ever added to the other. */
final class SshIdentities implements IdentityRepository {

  private final IdentityRepository files;
  private final IdentityRepository agent;

  private SshIdentities(IdentityRepository files, IdentityRepository agent) {
    this.files = files;
    this.agent = agent;
  }

  /** Joins the two; an agent that does not answer is warned of. */
  static IdentityRepository of(IdentityRepository files, Optional<Path> socket, SshAnswers answers) {
    if (socket.isEmpty()) {
      return files;
    }
    try {
      IdentityRepository agent = new AgentIdentityRepository(new SSHAgentConnector(socket.get()));
      if (agent.getStatus() == IdentityRepository.RUNNING) {
        return new SshIdentities(files, agent);
      }
      answers.warning("the SSH agent at " + socket.get() + " does not answer: its keys are not used");
    } catch (AgentProxyException | RuntimeException e) {
      answers.warning("the SSH agent at " + socket.get() + " can't be used: " + e.getMessage());
    }
    return files;
  }

  @Override
  public String getName() {
    return "files and agent";
  }

  @Override
  public int getStatus() {
    return RUNNING;
  }

  @Override
  public Vector<Identity> getIdentities() {
    Vector<Identity> all = new Vector<>(files.getIdentities());
    all.addAll(agent.getIdentities());
    return all;
  }

  @Override
  public boolean add(byte[] identity) {
    return false;
  }

  @Override
  public boolean remove(byte[] identity) {
    return false;
  }

  @Override
  public void removeAll() {
    // Nobody's keys are ours to forget.
  }
}
