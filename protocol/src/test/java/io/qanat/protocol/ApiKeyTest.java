package io.qanat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiKeyTest {

    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void hasTheVersionsAndHeadersThatKafkaHas(ApiKey ours) {
        // When
        ApiKeys theirs = ApiKeys.forId(ours.id());

        // Then
        assertThat(ours.name()).isEqualTo(theirs.name());
        assertThat(ours.minVersion()).isEqualTo(theirs.oldestVersion());
        assertThat(ours.maxVersion()).isEqualTo(theirs.latestVersion(false));
        for (int version = ours.minVersion(); version <= ours.maxVersion(); version++) {
            assertThat(ours.requestHeaderVersion(version))
                    .isEqualTo(theirs.requestHeaderVersion((short) version));
            assertThat(ours.responseHeaderVersion(version))
                    .isEqualTo(theirs.responseHeaderVersion((short) version));
        }
    }

    @Test
    void leavesUnstableVersionsOut() {
        assertThat(ApiKey.INIT_PRODUCER_ID.supports(5)).isTrue();
        assertThat(ApiKey.INIT_PRODUCER_ID.supports(6)).isFalse();
    }

    @Test
    void findsKeysByNumber() {
        assertThat(ApiKey.of(1)).contains(ApiKey.FETCH);
        assertThat(ApiKey.of(75)).contains(ApiKey.DESCRIBE_TOPIC_PARTITIONS);
        assertThat(ApiKey.of(4)).isEmpty();
        assertThat(ApiKey.of(-1)).isEmpty();
        assertThat(ApiKey.of(Integer.MAX_VALUE)).isEmpty();
    }
}
