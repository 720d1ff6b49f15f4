package io.qanat.it.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/// Faults that are drawn for each exchange from a seed, the client's id, the API, and the number of
/// the request. Immutable.
///
/// @param kinds of which each is as likely as any other, on either side
/// @param oddsMax for each client one odds is drawn up to this: one of so many of its requests is
///   struck, so that some clients have hardly a chance
/// @param timeMax the longest that most faults take; one in sixteen may take eight times as long
public record SeededPlan(long seed, List<FaultKind> kinds, int oddsMax, Duration timeMax)
        implements FaultPlan {
    private static final int LONG_ODDS = 16;
    private static final int LONG_FACTOR = 8;

    /// Spreads consecutive seeds over all numbers.
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    public SeededPlan {
        kinds = List.copyOf(kinds);
    }

    @Override
    public Optional<Fault> fault(RequestHead head, int number) {
        int odds = 1 + random(head.clientId().hashCode()).nextInt(oddsMax);
        SplittableRandom random = random(Objects.hash(head.clientId(), head.apiId(), number));
        if (random.nextInt(odds) != 0) {
            return Optional.empty();
        }
        FaultKind kind = kinds.get(random.nextInt(kinds.size()));
        Side side = random.nextBoolean() ? Side.REQUEST : Side.ANSWER;
        if (!kind.isOf(side)) {
            side = side == Side.REQUEST ? Side.ANSWER : Side.REQUEST;
        }
        int place = random.nextInt(Integer.MAX_VALUE);
        long factor = random.nextInt(LONG_ODDS) == 0 ? LONG_FACTOR : 1;
        var time = Duration.ofMillis(1 + random.nextLong(factor * timeMax.toMillis()));
        return Optional.of(new Fault(side, kind, place, time));
    }

    private SplittableRandom random(int of) {
        return new SplittableRandom(seed + GOLDEN * of);
    }
}
