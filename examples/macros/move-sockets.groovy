// Sets the socket of every server object in the directory, and that of the servers' configuration where it is told.
// option --socket PATH   the socket [/var/run/kopano/server.sock]
// flag --config   also server_pipe_name of each server.cfg
// example move-sockets --plan   which objects have another socket
// example move-sockets --socket /run/mail.sock --yes   set it
def servers = directory.search('(|(objectClass=zarafa-server)(objectClass=kopano-server))')
def table = tables.of('servers', 'Server', 'Socket now')
change("let every server object name $socket") {
  servers.each { server ->
    ['zarafaFilePath', 'kopanoFilePath'].findAll { server.has(it) }.each { attribute ->
      table.row(server.first('cn'), server.first(attribute))
      entry(server).set(attribute, socket)
    }
  }
}
if (config) {
  change("let the servers open $socket") {
    configuration.all('server_pipe_name').findAll { it.set }.each { configure it.host, it.file, it.directive, socket }
  }
}
