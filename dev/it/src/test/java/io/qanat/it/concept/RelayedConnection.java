package io.qanat.it.concept;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Frame;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.qanat.protocol.message.ProduceResponse.TopicProduceResponse;
import io.qanat.protocol.message.RequestHeader;
import io.qanat.protocol.message.ResponseHeader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One client's connection through a [Relay]: a thread hands requests on, another one answers, in
/// the order of the requests.
final class RelayedConnection {
    private final Relay relay;
    private final Socket client;
    private final Socket broker;
    private final BlockingQueue<Due> answersDue = new LinkedBlockingQueue<>();

    /// Opens when the next Produce request comes in.
    private final AtomicReference<CountDownLatch> nextProduce =
            new AtomicReference<>(new CountDownLatch(1));

    /// An answer that the client waits for.
    ///
    /// @param produce what it answers, if it is a Produce request
    private record Due(
            int correlationId,
            int apiId,
            int version,
            @Nullable ProduceRequest produce,
            Turn turn,
            CountDownLatch next) {}

    /// A step of one of the threads, which ends the connection when it throws.
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    RelayedConnection(Relay relay, Socket client, Socket broker) {
        this.relay = relay;
        this.client = client;
        this.broker = broker;
    }

    void start() throws IOException {
        var requests = new DataInputStream(client.getInputStream());
        var answers = new DataInputStream(broker.getInputStream());
        repeat("relay-requests", () -> handOn(frame(requests)));
        repeat("relay-answers", () -> answer(answersDue.take(), answers));
    }

    private void repeat(String name, Step step) {
        Thread.ofVirtual()
                .name(name)
                .start(() -> {
                    try {
                        while (true) {
                            step.run();
                        }
                    } catch (IOException | InterruptedException end) {
                        close();
                    }
                });
    }

    private void handOn(byte[] request) throws IOException {
        ByteBuffer peeked = ByteBuffer.wrap(request);
        int apiId = peeked.getShort();
        int version = peeked.getShort();
        int correlationId = peeked.getInt();
        ProduceRequest produce = apiId == ApiKey.PRODUCE.id() ? produce(request, version) : null;
        Turn turn = produce == null ? Turn.Plain.PASSED : relay.turn(produce);
        CountDownLatch next = nextProduce.get();
        if (produce != null) {
            next.countDown();
            next = new CountDownLatch(1);
            nextProduce.set(next);
        }
        if (turn == Turn.Plain.LOST) {
            throw new IOException("lost");
        }
        if (produce == null || produce.acks() != 0) {
            answersDue.add(new Due(correlationId, apiId, version, produce, turn, next));
        }
        if (turn instanceof Turn.Plain) {
            write(broker, ByteBuffer.wrap(request));
        }
    }

    private void answer(Due due, DataInputStream answers) throws IOException, InterruptedException {
        switch (due.turn()) {
            case Turn.Plain.LOST, Turn.Plain.ANSWER_LOST -> {
                frame(answers);
                throw new IOException("lost");
            }
            case Turn.Plain.PASSED -> write(client, renamed(due, frame(answers)));
            case Turn.Refused refused -> {
                if (refused.isLate()) {
                    due.next().await();
                }
                ProduceRequest produce = Optional.ofNullable(due.produce()).orElseThrow();
                write(client, message(due, refusal(produce, refused.code())));
            }
        }
    }

    /// The broker's answer; one that names its address names the relay's instead.
    private ByteBuffer renamed(Due due, byte[] answer) {
        if (due.apiId() != ApiKey.METADATA.id()) {
            return ByteBuffer.wrap(answer);
        }
        var reader = new WireReader(ByteBuffer.wrap(answer));
        ResponseHeader.read(reader, ApiKey.METADATA.responseHeaderVersion(due.version()));
        var metadata = (MetadataResponse) ApiKey.METADATA.readResponse(reader, due.version());
        var brokers =
                metadata.brokers().stream()
                        .map(node -> node.toBuilder().host("127.0.0.1").port(relay.port()).build())
                        .toList();
        return message(due, metadata.toBuilder().brokers(brokers).build());
    }

    private static ProduceResponse refusal(ProduceRequest request, ErrorCode code) {
        List<TopicProduceResponse> topics =
                request.topicData().stream()
                        .map(topic ->
                                TopicProduceResponse.builder()
                                        .name(topic.name())
                                        .topicId(topic.topicId())
                                        .partitionResponses(
                                                topic.partitionData().stream()
                                                        .map(data -> refusal(data.index(), code))
                                                        .toList())
                                        .build())
                        .toList();
        return ProduceResponse.builder().responses(topics).build();
    }

    private static PartitionProduceResponse refusal(int partition, ErrorCode code) {
        return PartitionProduceResponse.builder()
                .index(partition)
                .errorCode(code.code())
                .baseOffset(-1)
                .build();
    }

    private static ProduceRequest produce(byte[] request, int version) {
        // What is kept must not change with the array.
        var reader = new WireReader(ByteBuffer.wrap(request.clone()));
        RequestHeader.read(reader, ApiKey.PRODUCE.requestHeaderVersion(version));
        return (ProduceRequest) ApiKey.PRODUCE.readRequest(reader, version);
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    /// The answer without its size.
    private static ByteBuffer message(Due due, ApiMessage answer) {
        ByteBuffer[] parts = Frame.response(due.correlationId(), due.version(), answer);
        int size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        for (ByteBuffer part : parts) {
            whole.put(part);
        }
        return whole.flip().position(Integer.BYTES);
    }

    /// Writes a message with its size before it.
    private static void write(Socket socket, ByteBuffer message) throws IOException {
        ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + message.remaining());
        framed.putInt(message.remaining()).put(message);
        socket.getOutputStream().write(framed.array());
    }

    private void close() {
        try {
            client.close();
            broker.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
