package dev.bestcode.kernel;

import java.util.List;

/// The tables. `ordinal` counts what was ever added; the order of everything that is listed.
final class SqliteSchema {
    static final List<String> PRAGMAS =
            List.of(
                    "PRAGMA locking_mode = EXCLUSIVE",
                    "PRAGMA journal_mode = DELETE",
                    "PRAGMA synchronous = FULL");

    /// `number.run`: of the thread that has this number, also when it has left the table.
    /// `message.due`: retention wants the payload; `message.gone`: it has it.
    static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS kernel(
                      only INTEGER PRIMARY KEY, lsn INTEGER, time INTEGER, newest INTEGER, hash TEXT)
                    """,
                    "CREATE TABLE IF NOT EXISTS number(id INTEGER PRIMARY KEY, run TEXT)",
                    """
                    CREATE TABLE IF NOT EXISTS run(
                      ordinal INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, thread INTEGER,
                      retention TEXT, started INTEGER, ended INTEGER, pruned TEXT)
                    """,
                    "CREATE TABLE IF NOT EXISTS fork(run TEXT, origin TEXT, through INTEGER)",
                    """
                    CREATE TABLE IF NOT EXISTS thread(
                      ordinal INTEGER PRIMARY KEY AUTOINCREMENT, id INTEGER UNIQUE, parent INTEGER, run TEXT,
                      name TEXT, profile TEXT, rights TEXT, status TEXT, depth INTEGER,
                      input INTEGER DEFAULT 0, output INTEGER DEFAULT 0,
                      cache_read INTEGER DEFAULT 0, cache_write INTEGER DEFAULT 0)
                    """,
                    "CREATE INDEX IF NOT EXISTS children ON thread(parent, ordinal)",
                    """
                    CREATE TABLE IF NOT EXISTS page(
                      ordinal INTEGER PRIMARY KEY AUTOINCREMENT, id INTEGER UNIQUE, thread INTEGER, tag TEXT,
                      tier TEXT, relevance REAL, tokens INTEGER, summary_tokens INTEGER, content BLOB,
                      summary BLOB, pinned INTEGER, version INTEGER)
                    """,
                    "CREATE INDEX IF NOT EXISTS pages ON page(thread, ordinal)",
                    """
                    CREATE TABLE IF NOT EXISTS message(
                      ordinal INTEGER PRIMARY KEY AUTOINCREMENT, id INTEGER UNIQUE, lsn INTEGER, time INTEGER,
                      run TEXT, thread INTEGER, kind TEXT, sender TEXT, listener TEXT, tag TEXT,
                      answers INTEGER, call TEXT, payload BLOB, hash TEXT, status TEXT, reason TEXT,
                      due INTEGER DEFAULT 0, gone INTEGER DEFAULT 0)
                    """,
                    "CREATE INDEX IF NOT EXISTS by_thread ON message(thread, ordinal)",
                    "CREATE INDEX IF NOT EXISTS by_run ON message(run)",
                    """
                    CREATE TABLE IF NOT EXISTS handler(
                      thread INTEGER, listener TEXT, state BLOB, PRIMARY KEY(thread, listener))
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS handler_log(
                      thread INTEGER, listener TEXT, lsn INTEGER, run TEXT, state BLOB,
                      PRIMARY KEY(thread, listener, lsn))
                    """,
                    "CREATE TABLE IF NOT EXISTS content(sha TEXT PRIMARY KEY, bytes BLOB)");

    private SqliteSchema() {}
}
