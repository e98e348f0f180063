// Lists how much room is left on each host.
// reads
// option --path PATH   where [/]
// example free-space   of each host
// example free-space --path /var   where the mail lies
def rows = tables.of('hosts', 'Host', 'Free MB')
hosts.each { rows.row(it.name, it.free(path) >> 20) }
