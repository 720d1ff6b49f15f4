package io.qanat.it.proxy;

import java.util.Arrays;

/// What can happen to a frame: first what a network or a dying peer does, then what only a broken
/// peer does.
public enum FaultKind {
    /// The connection is reset, and nothing of the frame passes. A lost request was never applied,
    /// a lost answer means that it was.
    LOST(Side.REQUEST, Side.ANSWER),
    /// The connection is reset in the middle of the frame.
    CUT(Side.REQUEST, Side.ANSWER),
    /// The connection is closed in order in the middle of the frame.
    HALF(Side.REQUEST, Side.ANSWER),
    /// Bytes stop in the middle of the frame for a time. What was stalled arrives afterwards, even
    /// when its sender is gone by then.
    STALLED(Side.REQUEST, Side.ANSWER),
    /// The frame passes after a time.
    DELAYED(Side.REQUEST, Side.ANSWER),
    /// The frame passes in small pieces, for all of which it takes a time.
    SLOW(Side.REQUEST, Side.ANSWER),
    /// The connection is reset, and new ones are refused for a time.
    REFUSED(Side.REQUEST),
    /// The frame passes twice: a broken peer.
    TWICE(Side.REQUEST, Side.ANSWER),
    /// The request passes, and after a time once more on a connection of its own.
    REPLAYED(Side.REQUEST),
    /// An answer that nobody asked for goes before this one.
    STRAY(Side.ANSWER),
    /// The answer passes behind the next one.
    SWAPPED(Side.ANSWER),
    /// One bit of the frame is flipped, where the protocol can notice ([Corruption]).
    CORRUPT(Side.REQUEST, Side.ANSWER);

    private final boolean isOfRequests;
    private final boolean isOfAnswers;

    FaultKind(Side... sides) {
        isOfRequests = Arrays.asList(sides).contains(Side.REQUEST);
        isOfAnswers = Arrays.asList(sides).contains(Side.ANSWER);
    }

    /// Whether it can happen between peers of which none is broken.
    public boolean isOfNetwork() {
        return compareTo(REFUSED) <= 0;
    }

    /// Whether it can happen to this side's frames.
    public boolean isOf(Side side) {
        return side == Side.REQUEST ? isOfRequests : isOfAnswers;
    }
}
