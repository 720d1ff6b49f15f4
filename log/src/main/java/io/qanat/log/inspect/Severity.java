package io.qanat.log.inspect;

/// How bad a finding is.
public enum Severity {
    /// Worth knowing; nothing is lost and nobody needs to act.
    NOTE,
    /// Bytes are not what they should be.
    DAMAGE
}
