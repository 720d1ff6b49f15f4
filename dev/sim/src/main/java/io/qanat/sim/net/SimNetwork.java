package io.qanat.sim.net;

import io.qanat.client.Endpoint;
import io.qanat.client.internal.connection.Network;
import io.qanat.sim.mishap.Mishaps;
import io.qanat.sim.time.Chance;
import io.qanat.sim.time.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All cables between clients and brokers. Confined to the run's thread.
public final class SimNetwork {
    private final Scheduler scheduler;
    private final Chance chance;
    private final Mishaps mishaps;
    private final Map<Integer, Listener> listeners = new HashMap<>();
    private final Map<Long, Weather> weathers = new HashMap<>();
    private final List<Cable> cables = new ArrayList<>();

    /// Nobody listens yet.
    public SimNetwork(Scheduler scheduler, Chance chance, Mishaps mishaps) {
        this.mishaps = mishaps;
        this.scheduler = scheduler;
        this.chance = chance;
    }

    /// Opens a port.
    public void listen(int port, Listener listener) {
        listeners.put(port, listener);
    }

    /// The network as one client sees it.
    public Network of(int client, Host host) {
        return (endpoint, events) -> {
            var cable = new Cable(this, host, endpoint, weather(client, endpoint.port()), events);
            cables.removeIf(other -> !other.isUp() && other.isSpent());
            cables.add(cable);
            cable.connect(listener(endpoint));
            return cable;
        };
    }

    /// How a client's bytes to and from a port fare.
    public Weather weather(int client, int port) {
        return weathers.computeIfAbsent(
                (long) client << Integer.SIZE | port, key -> new Weather(mishaps));
    }

    /// Makes everything well again.
    public void clear() {
        weathers.values().forEach(Weather::clear);
    }

    /// The cables that are up, in the order of their making.
    public List<Cable> up() {
        return cables.stream().filter(Cable::isUp).toList();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Chance chance() {
        return chance;
    }

    void note(String what, long one, long other) {
        scheduler.note(what, one, other);
    }

    private Listener listener(Endpoint endpoint) {
        return listeners.getOrDefault(endpoint.port(), cable -> null);
    }
}
