// Lists stores whose owner the database does not know, and what lies in them.
// reads
// example orphan-stores   their names
// example orphan-stores --json   for programs
def known = database.users*.id as Set
def holdings = database.holdings.collectEntries { [it.user, it] }
def orphans = database.stores.findAll { it.type == 'private' && !(it.user in known) }
def stores = tables.of('stores', 'Store', 'Last name', 'Messages')
orphans.each { stores.row(it.id, it.name, holdings[it.user]?.messages ?: 0L) }
fact 'stores in all', database.stores.size()
fact 'orphans', orphans.size()
