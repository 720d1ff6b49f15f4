package io.qanat.cli.produce;

import java.nio.ByteBuffer;

/// How a line is a record. Immutable.
@FunctionalInterface
public interface Shape {
    /// The parts of a line.
    ///
    /// @throws IllegalArgumentException why the line is no record
    Parts parts(ByteBuffer line);
}
