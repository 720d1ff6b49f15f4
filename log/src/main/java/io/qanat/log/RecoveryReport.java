package io.qanat.log;

import java.util.List;

/// What opening a folder found and did. Immutable.
///
/// @param cleanlyClosed whether the folder was closed in order, so that its files were trusted
/// @param findings what was not as it should be, one line each with file and position
public record RecoveryReport(boolean cleanlyClosed, List<String> findings) {
    /// Copies the findings.
    public RecoveryReport {
        findings = List.copyOf(findings);
    }
}
