// Applies a plan at night, and stops before the next step when it gets late or a disk fills.
// takes PLAN   the plan
// option --until HH:MM   no step is begun after this time, in UTC [05:00]
// option --free GB   no step is begun with less room than this on any host [5]
// example night-run 3 --plan   what would be done
// example night-run 3 --until 04:30 --yes   do it; resume goes on the next night
def begun = java.time.LocalDateTime.now(java.time.ZoneOffset.UTC)
def end = begun.with(java.time.LocalTime.parse(until))
if (!end.isAfter(begun)) end = end.plusDays(1)
def room = { host -> host.free('/') >> 30 }
hosts.findAll { room(it) < (free as long) }.each { stop "$it has only ${room(it)} GB left" }
stopWhen("it is past $until UTC") { java.time.LocalDateTime.now(java.time.ZoneOffset.UTC).isAfter(end) }
stopWhen("a host has less than $free GB left") { hosts.any { room(it) < (free as long) } }
plans.apply plan
