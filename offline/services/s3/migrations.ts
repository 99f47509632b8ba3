export const MIGRATIONS = [
  `CREATE TABLE bucket (name TEXT PRIMARY KEY, settings TEXT NOT NULL, of_app INTEGER NOT NULL, created INTEGER NOT NULL) STRICT;
   CREATE TABLE object (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL,
     latest INTEGER NOT NULL, marker INTEGER NOT NULL, blob TEXT, size INTEGER NOT NULL, etag TEXT NOT NULL,
     headers TEXT NOT NULL, metadata TEXT NOT NULL, checksums TEXT NOT NULL, tags TEXT NOT NULL, modified INTEGER NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX object_latest ON object (bucket, key) WHERE latest = 1;
   CREATE UNIQUE INDEX object_version ON object (bucket, key, version);
   CREATE TABLE upload (
     id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL, metadata TEXT NOT NULL,
     started INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE part (
     upload TEXT NOT NULL, number INTEGER NOT NULL, blob TEXT NOT NULL, size INTEGER NOT NULL, md5 TEXT NOT NULL,
     modified INTEGER NOT NULL, PRIMARY KEY (upload, number)
   ) STRICT;
   CREATE TABLE notice (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, body TEXT NOT NULL
   ) STRICT;`,
  // Parts of an object that was uploaded in parts; its storage class; what few objects have (encryption, lock, ACL …).
  `ALTER TABLE object ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';
   ALTER TABLE object ADD COLUMN storage_class TEXT NOT NULL DEFAULT 'STANDARD';
   ALTER TABLE object ADD COLUMN extras TEXT NOT NULL DEFAULT '{}';
   ALTER TABLE upload ADD COLUMN draft TEXT NOT NULL DEFAULT '{}';
   ALTER TABLE part ADD COLUMN checksums TEXT NOT NULL DEFAULT '{}';
   CREATE TABLE content (blob TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
   CREATE INDEX object_versions ON object (bucket, key, sequence);
   CREATE INDEX upload_by_key ON upload (bucket, key, id);
   CREATE TABLE finished_upload (id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, answer TEXT NOT NULL) STRICT;`,
];
