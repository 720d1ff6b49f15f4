package io.qanat.sim.disk;

/// The computer stops: thrown by the operation that it stops at and by every later one. No part of
/// the program catches it.
public final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
        super("the computer stops", null, false, false);
    }
}
