package io.qanat.client.consumer;

/// Looks at records one after the other.
@FunctionalInterface
public interface RecordVisitor {
    /// Looks at a record. The view is good until the visitor returns.
    void visit(RecordView record);
}
