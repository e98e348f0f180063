-- Tables of a ZCP 7.2.6 database (schema 64), for MariaDB and MySQL.

CREATE TABLE `versions` (
  `major` INT UNSIGNED NOT NULL DEFAULT 0,
  `minor` INT UNSIGNED NOT NULL DEFAULT 0,
  `micro` INT UNSIGNED NOT NULL DEFAULT 0,
  `revision` INT UNSIGNED NOT NULL DEFAULT 0,
  `databaserevision` INT UNSIGNED NOT NULL DEFAULT 0,
  `updatetime` DATETIME NOT NULL,
  PRIMARY KEY (major, minor, micro, revision, databaserevision)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `settings` (
  `name` VARCHAR(255) BINARY NOT NULL,
  `value` BLOB NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `users` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `externid` BLOB,
  `objectclass` INT NOT NULL DEFAULT 0,
  `signature` VARBINARY(255) NOT NULL DEFAULT '0',
  `company` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE KEY externid (externid(255), objectclass)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `stores` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `hierarchy_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `user_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `type` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  `user_name` VARCHAR(255) NOT NULL DEFAULT '',
  `company` INT UNSIGNED NOT NULL DEFAULT 0,
  `guid` BLOB NOT NULL,
  PRIMARY KEY (user_id, hierarchy_id, type),
  UNIQUE KEY id (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `object` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `externid` BLOB,
  `objectclass` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (id, objectclass),
  UNIQUE KEY id (id),
  UNIQUE KEY externid (externid(255), objectclass)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `objectproperty` (
  `objectid` INT UNSIGNED NOT NULL DEFAULT 0,
  `propname` VARCHAR(255) BINARY NOT NULL,
  `value` TEXT,
  PRIMARY KEY (objectid, propname)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `objectmvproperty` (
  `objectid` INT UNSIGNED NOT NULL DEFAULT 0,
  `propname` VARCHAR(255) BINARY NOT NULL,
  `orderid` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `value` TEXT,
  PRIMARY KEY (objectid, orderid, propname)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `objectrelation` (
  `objectid` INT UNSIGNED NOT NULL DEFAULT 0,
  `parentobjectid` INT UNSIGNED NOT NULL DEFAULT 0,
  `relationtype` TINYINT UNSIGNED NOT NULL,
  PRIMARY KEY (objectid, parentobjectid, relationtype)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `hierarchy` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `parent` INT UNSIGNED DEFAULT 0,
  `type` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `flags` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  `owner` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  KEY parenttypeflags (parent, type, flags)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `properties` (
  `hierarchyid` INT UNSIGNED NOT NULL DEFAULT 0,
  `tag` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  `type` SMALLINT UNSIGNED NOT NULL,
  `val_ulong` INT UNSIGNED DEFAULT NULL,
  `val_string` LONGTEXT,
  `val_binary` LONGBLOB,
  `val_double` DOUBLE DEFAULT NULL,
  `val_longint` BIGINT DEFAULT NULL,
  `val_hi` INT DEFAULT NULL,
  `val_lo` INT UNSIGNED DEFAULT NULL,
  `comp` BOOL DEFAULT FALSE,
  PRIMARY KEY (hierarchyid, tag, type)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `tproperties` (
  `folderid` INT UNSIGNED NOT NULL DEFAULT 0,
  `hierarchyid` INT UNSIGNED NOT NULL DEFAULT 0,
  `tag` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  `type` SMALLINT UNSIGNED NOT NULL,
  `val_ulong` INT UNSIGNED DEFAULT NULL,
  `val_string` LONGTEXT,
  `val_binary` LONGBLOB,
  `val_double` DOUBLE DEFAULT NULL,
  `val_longint` BIGINT DEFAULT NULL,
  `val_hi` INT DEFAULT NULL,
  `val_lo` INT UNSIGNED DEFAULT NULL,
  PRIMARY KEY (folderid, tag, hierarchyid, type),
  KEY hi (hierarchyid)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `mvproperties` (
  `hierarchyid` INT UNSIGNED NOT NULL DEFAULT 0,
  `orderid` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  `tag` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  `type` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  `val_ulong` INT UNSIGNED DEFAULT NULL,
  `val_string` LONGTEXT,
  `val_binary` LONGBLOB,
  `val_double` DOUBLE DEFAULT NULL,
  `val_longint` BIGINT DEFAULT NULL,
  `val_hi` INT DEFAULT NULL,
  `val_lo` INT UNSIGNED DEFAULT NULL,
  PRIMARY KEY (hierarchyid, tag, type, orderid)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `deferredupdate` (
  `hierarchyid` INT UNSIGNED NOT NULL,
  `folderid` INT UNSIGNED NOT NULL,
  `srcfolderid` INT UNSIGNED,
  PRIMARY KEY (hierarchyid),
  KEY folderid (folderid)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `indexedproperties` (
  `hierarchyid` INT UNSIGNED NOT NULL DEFAULT 0,
  `tag` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  `val_binary` VARBINARY(255),
  PRIMARY KEY (hierarchyid, tag),
  UNIQUE KEY bin (tag, val_binary)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `names` (
  `id` INT NOT NULL AUTO_INCREMENT,
  `nameid` INT DEFAULT NULL,
  `namestring` VARCHAR(255) BINARY DEFAULT NULL,
  `guid` BLOB NOT NULL,
  PRIMARY KEY (id),
  KEY nameid (nameid),
  KEY namestring (namestring),
  KEY guidnameid (guid(16), nameid),
  KEY guidnamestring (guid(16), namestring)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `receivefolder` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `storeid` INT UNSIGNED NOT NULL DEFAULT 0,
  `objid` INT UNSIGNED NOT NULL DEFAULT 0,
  `messageclass` VARCHAR(255) NOT NULL DEFAULT '',
  PRIMARY KEY (id),
  UNIQUE KEY storeid (storeid, messageclass)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `acl` (
  `id` INT NOT NULL DEFAULT 0,
  `hierarchy_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `type` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `rights` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (hierarchy_id, id, type)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `outgoingqueue` (
  `store_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `hierarchy_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `flags` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (hierarchy_id, flags, store_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `searchresults` (
  `folderid` INT UNSIGNED NOT NULL DEFAULT 0,
  `hierarchyid` INT UNSIGNED NOT NULL DEFAULT 0,
  `flags` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (folderid, hierarchyid)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `singleinstances` (
  `instanceid` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `hierarchyid` INT UNSIGNED NOT NULL DEFAULT 0,
  `tag` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (instanceid, hierarchyid, tag),
  UNIQUE KEY hkey (hierarchyid, tag)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `lob` (
  `instanceid` INT UNSIGNED NOT NULL,
  `chunkid` SMALLINT UNSIGNED NOT NULL,
  `tag` SMALLINT UNSIGNED NOT NULL,
  `val_binary` LONGBLOB,
  PRIMARY KEY (instanceid, tag, chunkid)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8 MAX_ROWS=1000000000 AVG_ROW_LENGTH=1750;

CREATE TABLE `changes` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `sourcekey` VARBINARY(64) NOT NULL,
  `parentsourcekey` VARBINARY(64) NOT NULL,
  `change_type` INT UNSIGNED NOT NULL DEFAULT 0,
  `flags` INT UNSIGNED DEFAULT NULL,
  `sourcesync` INT UNSIGNED DEFAULT NULL,
  PRIMARY KEY (parentsourcekey, sourcekey, change_type),
  UNIQUE KEY changeid (id),
  UNIQUE KEY state (parentsourcekey, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `abchanges` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `sourcekey` VARBINARY(255) NOT NULL,
  `parentsourcekey` VARBINARY(255) NOT NULL,
  `change_type` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (parentsourcekey, change_type, sourcekey),
  UNIQUE KEY changeid (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `syncs` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `sourcekey` VARBINARY(64) NOT NULL,
  `change_id` INT UNSIGNED NOT NULL,
  `sync_type` INT UNSIGNED NULL,
  `sync_time` DATETIME NOT NULL,
  PRIMARY KEY (id),
  KEY foldersync (sourcekey, sync_type),
  KEY changes (change_id),
  KEY sync_time (sync_time)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `syncedmessages` (
  `sync_id` INT UNSIGNED NOT NULL,
  `change_id` INT UNSIGNED NOT NULL,
  `sourcekey` VARBINARY(64) NOT NULL,
  `parentsourcekey` VARBINARY(64) NOT NULL,
  PRIMARY KEY (sync_id, change_id, sourcekey),
  KEY sync_state (sync_id, change_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;

CREATE TABLE `clientupdatestatus` (
  `userid` INT UNSIGNED NOT NULL,
  `trackid` INT UNSIGNED NOT NULL,
  `updatetime` DATETIME NOT NULL,
  `currentversion` VARCHAR(50) BINARY NOT NULL,
  `latestversion` VARCHAR(50) BINARY NOT NULL,
  `computername` VARCHAR(255) BINARY NOT NULL,
  `status` INT UNSIGNED NOT NULL,
  PRIMARY KEY (userid),
  UNIQUE KEY trackid (trackid)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8;
