-- Tables of a ZCP 7.2.6 database (schema 64), for H2 in MySQL mode: unsigned numbers one size larger, short blobs as VARBINARY, plain index prefixes.

CREATE TABLE `versions` (
  `major` BIGINT NOT NULL DEFAULT 0,
  `minor` BIGINT NOT NULL DEFAULT 0,
  `micro` BIGINT NOT NULL DEFAULT 0,
  `revision` BIGINT NOT NULL DEFAULT 0,
  `databaserevision` BIGINT NOT NULL DEFAULT 0,
  `updatetime` DATETIME NOT NULL,
  CONSTRAINT versions_primary PRIMARY KEY (major, minor, micro, revision, databaserevision)
);

CREATE TABLE `settings` (
  `name` VARCHAR(255) NOT NULL,
  `value` VARBINARY(65535) NOT NULL,
  CONSTRAINT settings_primary PRIMARY KEY (name)
);

CREATE TABLE `users` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `externid` VARBINARY(65535),
  `objectclass` INT NOT NULL DEFAULT 0,
  `signature` VARBINARY(255) NOT NULL DEFAULT X'30',
  `company` BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT users_primary PRIMARY KEY (id),
  CONSTRAINT users_externid UNIQUE (externid, objectclass)
);

CREATE TABLE `stores` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `hierarchy_id` BIGINT NOT NULL DEFAULT 0,
  `user_id` BIGINT NOT NULL DEFAULT 0,
  `type` INT NOT NULL DEFAULT 0,
  `user_name` VARCHAR(255) NOT NULL DEFAULT '',
  `company` BIGINT NOT NULL DEFAULT 0,
  `guid` VARBINARY(65535) NOT NULL,
  CONSTRAINT stores_primary PRIMARY KEY (user_id, hierarchy_id, type),
  CONSTRAINT stores_id UNIQUE (id)
);

CREATE TABLE `object` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `externid` VARBINARY(65535),
  `objectclass` BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT object_primary PRIMARY KEY (id, objectclass),
  CONSTRAINT object_id UNIQUE (id),
  CONSTRAINT object_externid UNIQUE (externid, objectclass)
);

CREATE TABLE `objectproperty` (
  `objectid` BIGINT NOT NULL DEFAULT 0,
  `propname` VARCHAR(255) NOT NULL,
  `value` VARCHAR(65535),
  CONSTRAINT objectproperty_primary PRIMARY KEY (objectid, propname)
);

CREATE TABLE `objectmvproperty` (
  `objectid` BIGINT NOT NULL DEFAULT 0,
  `propname` VARCHAR(255) NOT NULL,
  `orderid` SMALLINT NOT NULL DEFAULT 0,
  `value` VARCHAR(65535),
  CONSTRAINT objectmvproperty_primary PRIMARY KEY (objectid, orderid, propname)
);

CREATE TABLE `objectrelation` (
  `objectid` BIGINT NOT NULL DEFAULT 0,
  `parentobjectid` BIGINT NOT NULL DEFAULT 0,
  `relationtype` SMALLINT NOT NULL,
  CONSTRAINT objectrelation_primary PRIMARY KEY (objectid, parentobjectid, relationtype)
);

CREATE TABLE `hierarchy` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `parent` BIGINT DEFAULT 0,
  `type` SMALLINT NOT NULL DEFAULT 0,
  `flags` INT NOT NULL DEFAULT 0,
  `owner` BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT hierarchy_primary PRIMARY KEY (id)
);
CREATE INDEX hierarchy_parenttypeflags ON `hierarchy` (parent, type, flags);

CREATE TABLE `properties` (
  `hierarchyid` BIGINT NOT NULL DEFAULT 0,
  `tag` INT NOT NULL DEFAULT 0,
  `type` INT NOT NULL,
  `val_ulong` BIGINT DEFAULT NULL,
  `val_string` CHARACTER LARGE OBJECT,
  `val_binary` BINARY LARGE OBJECT,
  `val_double` DOUBLE PRECISION DEFAULT NULL,
  `val_longint` BIGINT DEFAULT NULL,
  `val_hi` INT DEFAULT NULL,
  `val_lo` BIGINT DEFAULT NULL,
  `comp` SMALLINT DEFAULT 0,
  CONSTRAINT properties_primary PRIMARY KEY (hierarchyid, tag, type)
);

CREATE TABLE `tproperties` (
  `folderid` BIGINT NOT NULL DEFAULT 0,
  `hierarchyid` BIGINT NOT NULL DEFAULT 0,
  `tag` INT NOT NULL DEFAULT 0,
  `type` INT NOT NULL,
  `val_ulong` BIGINT DEFAULT NULL,
  `val_string` CHARACTER LARGE OBJECT,
  `val_binary` BINARY LARGE OBJECT,
  `val_double` DOUBLE PRECISION DEFAULT NULL,
  `val_longint` BIGINT DEFAULT NULL,
  `val_hi` INT DEFAULT NULL,
  `val_lo` BIGINT DEFAULT NULL,
  CONSTRAINT tproperties_primary PRIMARY KEY (folderid, tag, hierarchyid, type)
);
CREATE INDEX tproperties_hi ON `tproperties` (hierarchyid);

CREATE TABLE `mvproperties` (
  `hierarchyid` BIGINT NOT NULL DEFAULT 0,
  `orderid` INT NOT NULL DEFAULT 0,
  `tag` INT NOT NULL DEFAULT 0,
  `type` INT NOT NULL DEFAULT 0,
  `val_ulong` BIGINT DEFAULT NULL,
  `val_string` CHARACTER LARGE OBJECT,
  `val_binary` BINARY LARGE OBJECT,
  `val_double` DOUBLE PRECISION DEFAULT NULL,
  `val_longint` BIGINT DEFAULT NULL,
  `val_hi` INT DEFAULT NULL,
  `val_lo` BIGINT DEFAULT NULL,
  CONSTRAINT mvproperties_primary PRIMARY KEY (hierarchyid, tag, type, orderid)
);

CREATE TABLE `deferredupdate` (
  `hierarchyid` BIGINT NOT NULL,
  `folderid` BIGINT NOT NULL,
  `srcfolderid` BIGINT,
  CONSTRAINT deferredupdate_primary PRIMARY KEY (hierarchyid)
);
CREATE INDEX deferredupdate_folderid ON `deferredupdate` (folderid);

CREATE TABLE `indexedproperties` (
  `hierarchyid` BIGINT NOT NULL DEFAULT 0,
  `tag` INT NOT NULL DEFAULT 0,
  `val_binary` VARBINARY(255),
  CONSTRAINT indexedproperties_primary PRIMARY KEY (hierarchyid, tag),
  CONSTRAINT indexedproperties_bin UNIQUE (tag, val_binary)
);

CREATE TABLE `names` (
  `id` INT NOT NULL AUTO_INCREMENT,
  `nameid` INT DEFAULT NULL,
  `namestring` VARCHAR(255) DEFAULT NULL,
  `guid` VARBINARY(65535) NOT NULL,
  CONSTRAINT names_primary PRIMARY KEY (id)
);
CREATE INDEX names_nameid ON `names` (nameid);
CREATE INDEX names_namestring ON `names` (namestring);
CREATE INDEX names_guidnameid ON `names` (guid, nameid);
CREATE INDEX names_guidnamestring ON `names` (guid, namestring);

CREATE TABLE `receivefolder` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `storeid` BIGINT NOT NULL DEFAULT 0,
  `objid` BIGINT NOT NULL DEFAULT 0,
  `messageclass` VARCHAR(255) NOT NULL DEFAULT '',
  CONSTRAINT receivefolder_primary PRIMARY KEY (id),
  CONSTRAINT receivefolder_storeid UNIQUE (storeid, messageclass)
);

CREATE TABLE `acl` (
  `id` INT NOT NULL DEFAULT 0,
  `hierarchy_id` BIGINT NOT NULL DEFAULT 0,
  `type` SMALLINT NOT NULL DEFAULT 0,
  `rights` BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT acl_primary PRIMARY KEY (hierarchy_id, id, type)
);

CREATE TABLE `outgoingqueue` (
  `store_id` BIGINT NOT NULL DEFAULT 0,
  `hierarchy_id` BIGINT NOT NULL DEFAULT 0,
  `flags` SMALLINT NOT NULL DEFAULT 0,
  CONSTRAINT outgoingqueue_primary PRIMARY KEY (hierarchy_id, flags, store_id)
);

CREATE TABLE `searchresults` (
  `folderid` BIGINT NOT NULL DEFAULT 0,
  `hierarchyid` BIGINT NOT NULL DEFAULT 0,
  `flags` BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT searchresults_primary PRIMARY KEY (folderid, hierarchyid)
);

CREATE TABLE `singleinstances` (
  `instanceid` BIGINT NOT NULL AUTO_INCREMENT,
  `hierarchyid` BIGINT NOT NULL DEFAULT 0,
  `tag` INT NOT NULL DEFAULT 0,
  CONSTRAINT singleinstances_primary PRIMARY KEY (instanceid, hierarchyid, tag),
  CONSTRAINT singleinstances_hkey UNIQUE (hierarchyid, tag)
);

CREATE TABLE `lob` (
  `instanceid` BIGINT NOT NULL,
  `chunkid` INT NOT NULL,
  `tag` INT NOT NULL,
  `val_binary` BINARY LARGE OBJECT,
  CONSTRAINT lob_primary PRIMARY KEY (instanceid, tag, chunkid)
);

CREATE TABLE `changes` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `sourcekey` VARBINARY(64) NOT NULL,
  `parentsourcekey` VARBINARY(64) NOT NULL,
  `change_type` BIGINT NOT NULL DEFAULT 0,
  `flags` BIGINT DEFAULT NULL,
  `sourcesync` BIGINT DEFAULT NULL,
  CONSTRAINT changes_primary PRIMARY KEY (parentsourcekey, sourcekey, change_type),
  CONSTRAINT changes_changeid UNIQUE (id),
  CONSTRAINT changes_state UNIQUE (parentsourcekey, id)
);

CREATE TABLE `abchanges` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `sourcekey` VARBINARY(255) NOT NULL,
  `parentsourcekey` VARBINARY(255) NOT NULL,
  `change_type` BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT abchanges_primary PRIMARY KEY (parentsourcekey, change_type, sourcekey),
  CONSTRAINT abchanges_changeid UNIQUE (id)
);

CREATE TABLE `syncs` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `sourcekey` VARBINARY(64) NOT NULL,
  `change_id` BIGINT NOT NULL,
  `sync_type` BIGINT NULL,
  `sync_time` DATETIME NOT NULL,
  CONSTRAINT syncs_primary PRIMARY KEY (id)
);
CREATE INDEX syncs_foldersync ON `syncs` (sourcekey, sync_type);
CREATE INDEX syncs_changes ON `syncs` (change_id);
CREATE INDEX syncs_sync_time ON `syncs` (sync_time);

CREATE TABLE `syncedmessages` (
  `sync_id` BIGINT NOT NULL,
  `change_id` BIGINT NOT NULL,
  `sourcekey` VARBINARY(64) NOT NULL,
  `parentsourcekey` VARBINARY(64) NOT NULL,
  CONSTRAINT syncedmessages_primary PRIMARY KEY (sync_id, change_id, sourcekey)
);
CREATE INDEX syncedmessages_sync_state ON `syncedmessages` (sync_id, change_id);

CREATE TABLE `clientupdatestatus` (
  `userid` BIGINT NOT NULL,
  `trackid` BIGINT NOT NULL,
  `updatetime` DATETIME NOT NULL,
  `currentversion` VARCHAR(50) NOT NULL,
  `latestversion` VARCHAR(50) NOT NULL,
  `computername` VARCHAR(255) NOT NULL,
  `status` BIGINT NOT NULL,
  CONSTRAINT clientupdatestatus_primary PRIMARY KEY (userid),
  CONSTRAINT clientupdatestatus_trackid UNIQUE (trackid)
);
