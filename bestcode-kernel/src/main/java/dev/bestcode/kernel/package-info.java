/// A durable kernel on a write-ahead log. Public are two front doors and what they take and
/// answer: [WalKernel], which owns a storage, and [WalInspector], which only looks. Behind them, by
/// what a reader looks for:
///
/// - the bytes: [LogFormat], [SegmentHeader], [RecordHeader], [OpFrame], [OpEncoder] and
///   [OpDecoder], [Chain]; `docs/log-format.md` says what they mean
/// - the writer: [Committer] (group commit and fail-stop), [LogWriter], [NextSegment], [LogThread]
/// - the state: [State], its tables, and [StateChange], through which all of them change
/// - the reader: [LogStore], [LogSegment], [SegmentIndex], [DiskReader], and the views
///   [JournalView], [ContextView] with [PageRows], [ThreadView]
/// - recovery: [Opening] and [Recovery]; [ReadAhead] decodes, [SegmentReplay] takes record after
///   record, and [StateReplay] applies them in place
/// - snapshots: [Snapshots], [SnapshotFile], [SnapshotWriter] and [SnapshotReader]
/// - retention: [Expiry] (whose days are over), [RetentionPlan] and [LeftContent] (where content
///   has to go), [Pruning] (when), [Redaction] and [SegmentCopy] (how it goes), [BlobStore]
/// - upkeep beside the commits: [Housekeeping] decides, [UpkeepWorker] does
/// - looking without owning: [LogSurvey] and [LogWalk] read, [Verification] reports, [Salvage]
///   repairs, [Backup] copies
@NullMarked
package dev.bestcode.kernel;

import org.jspecify.annotations.NullMarked;
