package io.qanat.client.internal.source;

import io.qanat.client.ClientException;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.internal.connection.Call;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.message.FetchRequest;
import io.qanat.protocol.message.FetchRequest.FetchPartition;
import io.qanat.protocol.message.FetchRequest.FetchTopic;
import io.qanat.protocol.message.FetchResponse;
import io.qanat.protocol.message.FetchResponse.FetchableTopicResponse;
import io.qanat.protocol.message.FetchResponse.PartitionData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One request for batches of several partitions of one broker. It opens no fetch session
/// (KIP-227). Confined to the client's loop.
final class FetchCall implements Call {
    /// Above it topics are named by id only.
    private static final int VERSION_MAX = 12;

    private static final int NO_SESSION = 0;
    private static final int FINAL_EPOCH = -1;

    private final int brokerId;
    private final FetcherConfig config;
    private final Sources sources;

    /// By topic and partition; those without an answer.
    private final Map<String, Map<Integer, FetchedFor>> open = new LinkedHashMap<>();

    FetchCall(int brokerId, List<FetchedFor> questions, FetcherConfig config, Sources sources) {
        this.brokerId = brokerId;
        this.config = config;
        this.sources = sources;
        for (FetchedFor question : questions) {
            open.computeIfAbsent(question.partition().topic(), name -> new LinkedHashMap<>())
                    .put(question.partition().partition(), question);
        }
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.FETCH;
    }

    @Override
    public int versionMax() {
        return VERSION_MAX;
    }

    @Override
    public ApiMessage request(int version) {
        var topics = new ArrayList<FetchTopic>(open.size());
        open.forEach((name, questions) ->
                topics.add(
                        FetchTopic.builder()
                                .topic(name)
                                .partitions(partitions(questions))
                                .build()));
        return FetchRequest.builder()
                .maxWaitMs((int) config.waitMax().toMillis())
                .minBytes(config.fetchBytesMin())
                .maxBytes(config.fetchBytesMax())
                .sessionId(NO_SESSION)
                .sessionEpoch(FINAL_EPOCH)
                .topics(topics)
                .build();
    }

    @Override
    public long timeoutNanos() {
        return config.connection().requestTimeout().toNanos();
    }

    @Override
    public void answered(ApiMessage response, long nowNanos) {
        var answer = (FetchResponse) response;
        sources.fetchEnded(brokerId);
        for (FetchableTopicResponse topic : answer.responses()) {
            Map<Integer, FetchedFor> questions = open.getOrDefault(topic.topic(), Map.of());
            for (PartitionData partition : topic.partitions()) {
                FetchedFor question = questions.get(partition.partitionIndex());
                if (question != null) {
                    questions.remove(partition.partitionIndex());
                    sources.answered(question, partition, nowNanos);
                }
            }
        }
        retry(nowNanos);
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((FetchResponse) response).throttleTimeMs();
    }

    @Override
    public void failed(ClientException cause, boolean mayBeSent, long nowNanos) {
        sources.fetchEnded(brokerId);
        retry(nowNanos);
    }

    private void retry(long nowNanos) {
        for (Map<Integer, FetchedFor> questions : open.values()) {
            questions.values().forEach(question -> sources.retry(question, nowNanos));
        }
    }

    private List<FetchPartition> partitions(Map<Integer, FetchedFor> questions) {
        var partitions = new ArrayList<FetchPartition>(questions.size());
        questions.forEach((index, question) ->
                partitions.add(
                        FetchPartition.builder()
                                .partition(index)
                                .fetchOffset(question.offset())
                                .partitionMaxBytes(config.partitionBytesMax())
                                .build()));
        return partitions;
    }
}
