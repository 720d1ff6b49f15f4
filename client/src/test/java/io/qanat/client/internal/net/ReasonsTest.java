package io.qanat.client.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    private static final Endpoint BROKER = new Endpoint("broker", 9092);

    @Test
    void saysThatNobodyListens() {
        assertThat(Reasons.unreachable(BROKER, new ConnectException("Connection refused")))
                .hasMessage(
                        "cannot reach broker:9092: connection refused; is a broker running there?");
    }

    @Test
    void saysThatTheHostDoesNotExist() {
        assertThat(Reasons.unreachable(BROKER, new UnknownHostException("broker: Name or service")))
                .hasMessage("cannot reach broker:9092: no such host; is the name right?");
    }

    @Test
    void saysThatTheSocketDoesNotExist() {
        assertThat(
                        Reasons.unreachable(
                                Endpoint.parse("unix:/a"),
                                new SocketException("No such file or directory")))
                .hasMessage(
                        "cannot reach unix:/a: no such file or directory; is a broker running"
                                + " there?");
    }

    @Test
    void passesOnWhatItDoesNotKnow() {
        assertThat(Reasons.unreachable(BROKER, new IOException("No route to host")))
                .hasMessage("cannot reach broker:9092: no route to host");
    }
}
