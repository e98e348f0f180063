// Gives a company another name: its entry, the names of all below it, and every value that names one of them.
// takes COMPANY   the name now
// takes NEW-NAME   the name then
// example rename-company Example Beispiel --plan   what would change
// example rename-company Example 'Example and Sons' --yes   rename it
def companies = directory.search("(&(|(objectClass=zarafa-company)(objectClass=kopano-company))(ou=${directory.quoted(company)}))")
if (companies.size() != 1) stop "there are ${companies.size()} companies named $company"
def from = companies[0].dn
def named = directory.references(from).findAll { it.dn != from }
change("rename company $company to $newName") {
  def to = rename(from, "ou=$newName")
  named.groupBy { it.dn }.each { dn, values ->
    def one = entry(directory.moved(dn, from, to))
    values.each { one.remove(it.attribute, it.value).add(it.attribute, directory.moved(it.value, from, to)) }
  }
  note "whoever signs in with the company's name has to use the new one"
}
