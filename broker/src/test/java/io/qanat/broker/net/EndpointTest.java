package io.qanat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EndpointTest {
    @Test
    void isNumeric() throws Exception {
        var address = InetAddress.getByAddress("some.name", new byte[] {127, 0, 0, 1});
        assertThat(Endpoint.of(new InetSocketAddress(address, 9092)))
                .isEqualTo(new Endpoint("127.0.0.1", 9092));
    }

    @Test
    void hasNoZone() throws Exception {
        byte[] bytes = new byte[16];
        bytes[0] = (byte) 0xfe;
        bytes[1] = (byte) 0x80;
        bytes[15] = 1;
        var address = Inet6Address.getByAddress(null, bytes, 3);
        assertThat(Endpoint.of(new InetSocketAddress(address, 1)).host())
                .isEqualTo("fe80:0:0:0:0:0:0:1");
    }

    @Test
    void namesTheSocketOfGuests() {
        assertThat(Endpoint.of(Path.of("/run/q.sock")))
                .isEqualTo(new Endpoint("unix:/run/q.sock", 0));
    }
}
