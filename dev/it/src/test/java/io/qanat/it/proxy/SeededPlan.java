package io.qanat.it.proxy;

import io.qanat.protocol.ApiKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/// Faults that are drawn for each exchange from a seed, the client's id, the API, and the number of
/// the request. Immutable.
///
/// @param kinds of which each is as likely as any other, on either side
/// @param produceOdds one of so many Produce requests is struck
/// @param otherOdds one of so many other requests is struck
/// @param timeMax the longest that a fault takes
public record SeededPlan(
        long seed, List<FaultKind> kinds, int produceOdds, int otherOdds, Duration timeMax)
        implements FaultPlan {
    /// Spreads consecutive seeds over all numbers.
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    public SeededPlan {
        kinds = List.copyOf(kinds);
    }

    @Override
    public Optional<Fault> fault(RequestHead head, int number) {
        var random =
                new SplittableRandom(
                        seed + GOLDEN * Objects.hash(head.clientId(), head.apiId(), number));
        int odds = head.apiId() == ApiKey.PRODUCE.id() ? produceOdds : otherOdds;
        if (random.nextInt(odds) != 0) {
            return Optional.empty();
        }
        FaultKind kind = kinds.get(random.nextInt(kinds.size()));
        Side side = random.nextBoolean() ? Side.REQUEST : Side.ANSWER;
        if (!kind.isOf(side)) {
            side = side == Side.REQUEST ? Side.ANSWER : Side.REQUEST;
        }
        int place = random.nextInt(Integer.MAX_VALUE);
        var time = Duration.ofMillis(1 + random.nextLong(timeMax.toMillis()));
        return Optional.of(new Fault(side, kind, place, time));
    }
}
