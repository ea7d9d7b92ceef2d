package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.UnsupportedFormatException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a new kernel from what is whole of another one.
///
/// Every transaction that is lost, or does not fit without one that is, leaves an empty one in its
/// place: so all others keep their LSNs and addresses, and what ops say of LSNs stays true.
final class Salvage implements LogVisitor {
    /// A gap beyond it is no loss but a wrong number.
    private static final long GAP_MAX = 10_000_000;

    private final KernelStorage source;
    private final KernelStorage target;
    private final KernelOptions options;
    private final Findings findings = new Findings();
    private final List<Lost> lost = new ArrayList<>();
    private final List<String> contents = new ArrayList<>();
    private Optional<SalvageLog> output = Optional.empty();
    private String path = LogNames.DIRECTORY;
    private long saved;

    Salvage(KernelStorage source, KernelStorage target, KernelOptions options) {
        this.source = source;
        this.target = target;
        this.options = options;
    }

    @SuppressWarnings("try") // the lock is all that is wanted of it
    RepairReport run(Runnable pause) throws IOException {
        try (var survey = LogSurvey.of(source, findings);
                var log = SalvageLog.create(target, options)) {
            refuseNewer();
            output = Optional.of(log);
            new LogWalk(survey.segments(), findings, this, pause).run();
            refuseNewer();
            log.finish();
            saveBlobs(log.state());
            NewDirectory.finish(target);
            var head = new LogHead(log.state().lsn(), log.state().chain().toSha256());
            return new RepairReport(saved, head, lost, contents, findings.all());
        }
    }

    private void refuseNewer() {
        findings.all().stream()
                .filter(finding -> finding.kind() == Finding.Kind.FOREIGN)
                .findFirst()
                .ifPresent(
                        newer -> {
                            throw new UnsupportedFormatException(
                                    "%s/%s: byte %d: %s. Nothing has been written; %s"
                                            .formatted(
                                                    source.name(),
                                                    newer.file(),
                                                    newer.offset(),
                                                    newer.what(),
                                                    newer.advice()));
                        });
    }

    private SalvageLog log() {
        return output.orElseThrow();
    }

    @Override
    public void begin(SurveyedSegment segment) {
        path = segment.path();
    }

    @Override
    public void lost(Lost gap) throws IOException {
        if (gap.lastLsn() - gap.firstLsn() >= GAP_MAX) {
            throw new KernelException(
                    "%s/%s: byte %d: LSN %d follows LSN %d, which no loss explains. Move the file away, then repair what is left."
                            .formatted(
                                    source.name(),
                                    gap.file(),
                                    gap.offset(),
                                    gap.lastLsn() + 1,
                                    gap.firstLsn() - 1));
        }
        lost.add(gap);
        for (long lsn = gap.firstLsn(); lsn <= gap.lastLsn(); lsn++) {
            leaveEmpty(log().state().timeMillis());
        }
    }

    private void leaveEmpty(long timeMillis) throws IOException {
        log().append(0, new byte[0], timeMillis);
    }

    @Override
    public void transaction(RecordWindow.Found found, List<LoggedOp> ops) throws IOException {
        var record = found.header();
        var body = bodyOf(found, ops);
        try {
            log().append(record.opCount(), body, record.timeMillis());
            saved++;
        } catch (CommitRejectedException e) {
            var why = "it does not fit what is left: " + e.getMessage();
            lost.add(
                    new Lost(
                            record.lsn(),
                            record.lsn(),
                            path,
                            found.position(),
                            why,
                            OpNames.of(ops)));
            leaveEmpty(record.timeMillis());
        }
    }

    /// Content that is not what its hash is of is dropped.
    private byte[] bodyOf(RecordWindow.Found found, List<LoggedOp> ops) {
        var wrong =
                ops.stream()
                        .map(LoggedOp::frame)
                        .filter(frame -> frame.form() == ContentForm.INLINE)
                        .filter(frame -> !frame.holds(found.body()))
                        .toList();
        if (wrong.isEmpty()) {
            return found.bodyBytes();
        }
        for (int slot = 0; slot < ops.size(); slot++) {
            if (wrong.contains(ops.get(slot).frame())) {
                contents.add(
                        "LSN %d, op %d: the content has another SHA-256"
                                .formatted(found.header().lsn(), slot));
            }
        }
        return SegmentCopy.redacted(found, op -> wrong.contains(op.frame()));
    }

    /// Copy what the new state needs; rights are content too.
    private void saveBlobs(State state) throws IOException {
        var needed = state.neededBlobs();
        for (var name : source.list(BlobFile.DIRECTORY)) {
            var blob = BlobFile.parse(name).filter(needed::contains);
            if (blob.isPresent()) {
                saveBlob(blob.get());
            }
        }
        for (var blob : state.blobs().counts().keySet()) {
            if (!target.exists(BlobFile.path(blob))) {
                contents.add(BlobFile.path(blob) + " is missing or damaged");
            }
        }
    }

    private void saveBlob(Digest blob) throws IOException {
        try {
            NewDirectory.copyBlob(source, target, blob);
        } catch (KernelException damaged) {
            findings.damage(BlobFile.path(blob), 0, 0, String.valueOf(damaged.getMessage()));
        }
    }
}
