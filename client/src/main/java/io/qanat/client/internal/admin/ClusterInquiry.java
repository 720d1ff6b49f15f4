package io.qanat.client.internal.admin;

import io.qanat.client.Endpoint;
import io.qanat.client.admin.ClusterDescription;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseBroker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A question for the brokers. Immutable.
public record ClusterInquiry() implements Inquiry<ClusterDescription> {
    @Override
    public String action() {
        return "describe cluster";
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.METADATA;
    }

    @Override
    public ApiMessage request(int version) {
        return MetadataRequest.builder()
                .topics(List.of())
                .allowAutoTopicCreation(version < 4)
                .build();
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((MetadataResponse) response).throttleTimeMs();
    }

    @Override
    public ClusterDescription read(ApiMessage response) {
        MetadataResponse metadata = (MetadataResponse) response;
        Map<Integer, Endpoint> brokers = new HashMap<>();
        for (MetadataResponseBroker broker : metadata.brokers()) {
            brokers.put(broker.nodeId(), new Endpoint(broker.host(), broker.port()));
        }
        String id = metadata.clusterId();
        return new ClusterDescription(id == null ? "" : id, metadata.controllerId(), brokers);
    }
}
