package dev.bestcode.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;

import java.util.List;

/// The kernel that a chapter of [KernelContract] is about, and what all chapters do with it.
interface KernelSubject {
    /// Empty when a test begins.
    Kernel kernel();

    default KernelState state() {
        return kernel().state();
    }

    default Committed commit(KernelOp... ops) {
        return kernel().commit(List.of(ops), Force.NOW);
    }

    /// The transaction is refused, and nothing has changed.
    default void assertRejected(KernelOp... ops) {
        long lsn = state().lsn();
        var hash = state().hash();
        assertThatThrownBy(() -> commit(ops))
                .as("%s", List.of(ops))
                .isInstanceOf(CommitRejectedException.class);
        assertThat(state().lsn()).isEqualTo(lsn);
        assertThat(state().hash()).isEqualTo(hash);
    }
}
