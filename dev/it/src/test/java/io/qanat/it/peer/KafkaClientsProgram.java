package io.qanat.it.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// [KafkaClientsClient] as a program, to be run on another version's jar: `produce|consume
/// BOOTSTRAP TOPIC CODEC|COUNT`.
final class KafkaClientsProgram {
    private KafkaClientsProgram() {}

    public static void main(String[] arguments) throws IOException {
        String bootstrap = arguments[1];
        String topic = arguments[2];
        var client = new KafkaClientsClient();
        if (arguments[0].equals("produce")) {
            String lines = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            client.produce(bootstrap, topic, arguments[3], RecordLines.samples(lines))
                    .forEach(System.out::println);
        } else {
            int count = Integer.parseInt(arguments[3]);
            System.out.print(RecordLines.ofStored(client.consume(bootstrap, topic, count)));
        }
    }
}
