// Compares the directory of this estate with that of another one: who is there only, and whose address differs.
// reads
// takes DIR   the other estate's folder
// option --attribute NAME   what is compared [mail]
// example compare-estates ~/practice   who differs
// example compare-estates ~/practice --attribute sn --json   by surname, for programs
def people = { it.search('(&(uid=*)(objectClass=person))').collectEntries { [it.first('uid'), it[attribute].sort()] } }
def here = people(directory)
def there = people(estates[dir].directory)
def differences = tables.of('differences', 'Login', 'Here', 'There')
(here.keySet() + there.keySet()).sort().each { login ->
  if (here[login] != there[login]) differences.row(login, here[login]?.join(' ') ?: '(nobody)', there[login]?.join(' ') ?: '(nobody)')
}
fact 'people here', here.size()
fact 'people there', there.size()
fact 'people who differ', differences.count
