// Lists who has a quota of their own, and what it is.
// reads
// option --above MB   only those whose hard limit is above this [0]
// example quota-report   all quotas
// example quota-report --above 2500 --json   for programs
def value = { one, name -> (one.first("zarafaQuota$name") ?: one.first("kopanoQuota$name") ?: '0') as long }
def people = tables.of('people', 'Login', 'Warn MB', 'Soft MB', 'Hard MB')
def own = directory.search('(|(zarafaQuotaOverride=1)(kopanoQuotaOverride=1))').findAll { value(it, 'Hard') > (above as long) }
own.sort { -value(it, 'Hard') }.each { people.row(it.first('uid'), value(it, 'Warn'), value(it, 'Soft'), value(it, 'Hard')) }
fact 'people with a quota of their own', own.size()
fact 'sum of hard limits in MB', own.sum(0L) { value(it, 'Hard') }
