// Finds rights to send as somebody whom the directory does not have any more.
// flag --remove   take them away
// example dead-send-as   who has rights of the dead
// example dead-send-as --remove --plan   what would be taken away
def rights = ['zarafaSendAsPrivilege', 'kopanoSendAsPrivilege']
def dead = tables.of('rights', 'Of', 'Attribute', 'Names')
def found = directory.search('(|(zarafaSendAsPrivilege=*)(kopanoSendAsPrivilege=*))').collectMany { one ->
  rights.collectMany { right -> one[right].findAll { it.contains('=') && !directory.exists(it) }.collect { [one, right, it] } }
}
found.each { one, right, name -> dead.row(one.dn, right, name) }
fact 'dead rights', found.size()
if (remove) {
  change('take away rights that name nobody') {
    found.each { one, right, name -> entry(one).remove(right, name) }
  }
}
