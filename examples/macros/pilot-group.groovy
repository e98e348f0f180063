// Gives a group of pilots a feature before everybody else has it, and takes it from nobody.
// takes GROUP   the group whose members are the pilots
// option --feature FEATURE   what they get: imap|pop3|mobile or another [imap]
// example pilot-group pilots --plan   who would get it
// example pilot-group pilots --feature mobile --yes   give it
def groups = directory.search("(&(objectClass=posixGroup)(cn=${directory.quoted(group)}))")
if (groups.size() != 1) stop "there are ${groups.size()} groups named $group"
def attribute = groups[0].is('kopano-group') ? 'kopano' : 'zarafa'
def pilots = groups[0]['memberUid'].collectMany { directory.search("(uid=${directory.quoted(it)})") }
def missing = groups[0]['memberUid'] - pilots.collect { it.first('uid') }
if (missing) say "! not in the directory: ${missing.join(', ')}"
change("give $feature to the pilots of $group") {
  pilots.each {
    entry(it).add("${attribute}EnabledFeatures", feature).remove("${attribute}DisabledFeatures", feature)
  }
}
