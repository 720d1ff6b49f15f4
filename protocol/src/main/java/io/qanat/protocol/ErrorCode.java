package io.qanat.protocol;

import static io.qanat.protocol.ErrorCode.Advice.FATAL;
import static io.qanat.protocol.ErrorCode.Advice.RETRY;
import static io.qanat.protocol.ErrorCode.Advice.STOP;
import static io.qanat.protocol.ErrorCode.Effect.MAYBE;
import static io.qanat.protocol.ErrorCode.Effect.NO_EFFECT;

import java.util.Arrays;

/// The error codes of the protocol, with what a client may conclude from each. Immutable.
///
/// This table is the only place where errors are classed. *Retriable*: the same request may succeed
/// later, perhaps at another broker. *Definite*: this attempt certainly had no effect. It says
/// nothing about earlier attempts of the same request whose answers were lost. *Fatal*: nothing
/// that this client sends under its present identity and settings can succeed; a new client is
/// needed.
///
/// Definite is judged over all APIs that answer with the code: where one of them can have had its
/// effect, the code is not definite.
public enum ErrorCode {
    UNKNOWN_SERVER_ERROR(-1, STOP, MAYBE, "the broker failed in a way that has no code of its own"),
    // Not definite: a success has its effect.
    NONE(0, STOP, MAYBE, "success"),
    OFFSET_OUT_OF_RANGE(1, STOP, NO_EFFECT, "the offset lies outside the log"),
    CORRUPT_MESSAGE(
            2,
            RETRY,
            NO_EFFECT,
            "the checksum or the form of a batch was wrong; a broker checks before it appends"),
    // Definite: after an append only a deleted topic is answered so, and its records went with it.
    UNKNOWN_TOPIC_OR_PARTITION(
            3,
            RETRY,
            NO_EFFECT,
            "the broker does not have this topic or partition, or the caller may not know of it"),
    INVALID_FETCH_SIZE(4, STOP, NO_EFFECT, "the requested fetch size is not valid"),
    LEADER_NOT_AVAILABLE(5, RETRY, NO_EFFECT, "the partition has no leader at the moment"),
    // Not definite: a leader that loses its office while an acks=all batch waits for replicas
    // answers this after the append.
    NOT_LEADER_OR_FOLLOWER(
            6, RETRY, MAYBE, "the broker is not, or no longer, the partition's leader"),
    REQUEST_TIMED_OUT(
            7,
            RETRY,
            MAYBE,
            "the time given in the request ended before its effect was replicated"),
    BROKER_NOT_AVAILABLE(8, STOP, NO_EFFECT, "the broker is not there"),
    REPLICA_NOT_AVAILABLE(9, RETRY, NO_EFFECT, "the broker has no replica of the partition"),
    MESSAGE_TOO_LARGE(10, STOP, NO_EFFECT, "a batch is larger than the topic allows"),
    STALE_CONTROLLER_EPOCH(11, STOP, NO_EFFECT, "a newer controller has taken over"),
    OFFSET_METADATA_TOO_LARGE(
            12, STOP, NO_EFFECT, "the text beside a committed offset is too long"),
    // Never on the wire: what a client notes when a connection breaks.
    NETWORK_EXCEPTION(13, RETRY, MAYBE, "the connection ended before an answer came"),
    COORDINATOR_LOAD_IN_PROGRESS(
            14, RETRY, NO_EFFECT, "the coordinator is still loading its state"),
    // Not definite: also the answer when the append to the coordinator's own log timed out.
    COORDINATOR_NOT_AVAILABLE(
            15, RETRY, MAYBE, "there is no coordinator, or its log could not be written in time"),
    // Not definite: also the answer when the coordinator lost its log's leadership after an append.
    NOT_COORDINATOR(16, RETRY, MAYBE, "the broker is not, or no longer, the coordinator"),
    INVALID_TOPIC_EXCEPTION(
            17, STOP, NO_EFFECT, "the topic's name is not valid, or clients may not write to it"),
    RECORD_LIST_TOO_LARGE(
            18, STOP, NO_EFFECT, "the batches of one request are larger than a segment"),
    NOT_ENOUGH_REPLICAS(19, RETRY, NO_EFFECT, "too few replicas are in sync; nothing was appended"),
    NOT_ENOUGH_REPLICAS_AFTER_APPEND(
            20, RETRY, MAYBE, "appended, but too few replicas are in sync"),
    INVALID_REQUIRED_ACKS(21, STOP, NO_EFFECT, "acks is none of 0, 1 and -1"),
    ILLEGAL_GENERATION(22, STOP, NO_EFFECT, "the group has moved on to another generation"),
    INCONSISTENT_GROUP_PROTOCOL(
            23,
            STOP,
            NO_EFFECT,
            "the member supports none of the protocols that the group's members share"),
    INVALID_GROUP_ID(24, STOP, NO_EFFECT, "the group's id is not valid"),
    UNKNOWN_MEMBER_ID(25, STOP, NO_EFFECT, "the coordinator does not know this member"),
    INVALID_SESSION_TIMEOUT(
            26, STOP, NO_EFFECT, "the session timeout lies outside the broker's limits"),
    REBALANCE_IN_PROGRESS(27, STOP, NO_EFFECT, "the group is rebalancing; rejoin first"),
    INVALID_COMMIT_OFFSET_SIZE(
            28, STOP, NO_EFFECT, "the commit is larger than the offsets topic allows"),
    TOPIC_AUTHORIZATION_FAILED(29, STOP, NO_EFFECT, "not allowed on this topic"),
    GROUP_AUTHORIZATION_FAILED(30, STOP, NO_EFFECT, "not allowed on this group"),
    CLUSTER_AUTHORIZATION_FAILED(31, FATAL, NO_EFFECT, "not allowed on the cluster"),
    INVALID_TIMESTAMP(
            32, STOP, NO_EFFECT, "a record's timestamp lies too far from the broker's clock"),
    UNSUPPORTED_SASL_MECHANISM(
            33, FATAL, NO_EFFECT, "the broker does not offer this SASL mechanism"),
    ILLEGAL_SASL_STATE(34, FATAL, NO_EFFECT, "not a request for this point of the authentication"),
    UNSUPPORTED_VERSION(35, FATAL, NO_EFFECT, "the broker does not speak this version of the API"),
    TOPIC_ALREADY_EXISTS(36, STOP, NO_EFFECT, "a topic of this name exists"),
    INVALID_PARTITIONS(37, STOP, NO_EFFECT, "the number of partitions is not valid"),
    INVALID_REPLICATION_FACTOR(
            38,
            STOP,
            NO_EFFECT,
            "the replication factor is below 1 or above the number of brokers"),
    INVALID_REPLICA_ASSIGNMENT(39, STOP, NO_EFFECT, "the assignment of replicas is not valid"),
    INVALID_CONFIG(40, STOP, NO_EFFECT, "a configuration is not valid"),
    // Not definite: a controller that loses its office answers this for changes it had appended but
    // not committed.
    NOT_CONTROLLER(41, RETRY, MAYBE, "the broker is not, or no longer, the active controller"),
    INVALID_REQUEST(42, STOP, NO_EFFECT, "the request contradicts itself or the protocol"),
    UNSUPPORTED_FOR_MESSAGE_FORMAT(
            43, FATAL, NO_EFFECT, "the broker's message format cannot do this"),
    POLICY_VIOLATION(44, STOP, NO_EFFECT, "the request breaks a policy of the cluster"),
    OUT_OF_ORDER_SEQUENCE_NUMBER(45, STOP, NO_EFFECT, "a gap before this batch's sequence number"),
    // Not definite: an earlier attempt of the same batch is in the log.
    DUPLICATE_SEQUENCE_NUMBER(
            46, STOP, MAYBE, "appended before, too long ago for the broker to know the offset"),
    // Not fatal: an idempotent producer asks for a new epoch, a transactional one aborts first.
    INVALID_PRODUCER_EPOCH(47, STOP, NO_EFFECT, "the producer's epoch is older than the broker's"),
    INVALID_TXN_STATE(48, FATAL, NO_EFFECT, "not allowed in the transaction's state"),
    INVALID_PRODUCER_ID_MAPPING(
            49, STOP, NO_EFFECT, "the producer id is not the one assigned to the transactional id"),
    INVALID_TRANSACTION_TIMEOUT(
            50, FATAL, NO_EFFECT, "the transaction timeout is above the broker's limit"),
    CONCURRENT_TRANSACTIONS(
            51, RETRY, NO_EFFECT, "the producer's previous transaction is still being completed"),
    TRANSACTION_COORDINATOR_FENCED(
            52, STOP, NO_EFFECT, "a newer transaction coordinator has taken over"),
    TRANSACTIONAL_ID_AUTHORIZATION_FAILED(
            53, FATAL, NO_EFFECT, "not allowed to use this transactional id"),
    SECURITY_DISABLED(54, STOP, NO_EFFECT, "the broker has no authorizer"),
    OPERATION_NOT_ATTEMPTED(
            55, STOP, NO_EFFECT, "not tried, because another part of the request failed"),
    // Not definite: what reached the disk before the failure may be found again after a restart.
    KAFKA_STORAGE_ERROR(56, RETRY, MAYBE, "the broker's disk failed"),
    LOG_DIR_NOT_FOUND(57, STOP, NO_EFFECT, "the broker does not have this log folder"),
    SASL_AUTHENTICATION_FAILED(58, FATAL, NO_EFFECT, "the credentials were refused"),
    // Kafka files it under out-of-order sequences; after it, a producer with nothing in flight may
    // begin again at sequence 0.
    UNKNOWN_PRODUCER_ID(59, STOP, NO_EFFECT, "the broker has forgotten this producer"),
    REASSIGNMENT_IN_PROGRESS(60, STOP, NO_EFFECT, "the partition is being reassigned"),
    DELEGATION_TOKEN_AUTH_DISABLED(61, STOP, NO_EFFECT, "delegation tokens are switched off"),
    DELEGATION_TOKEN_NOT_FOUND(62, STOP, NO_EFFECT, "no such delegation token"),
    DELEGATION_TOKEN_OWNER_MISMATCH(
            63, STOP, NO_EFFECT, "the delegation token belongs to somebody else"),
    DELEGATION_TOKEN_REQUEST_NOT_ALLOWED(
            64, STOP, NO_EFFECT, "delegation token requests need another kind of connection"),
    DELEGATION_TOKEN_AUTHORIZATION_FAILED(
            65, STOP, NO_EFFECT, "not allowed on this delegation token"),
    DELEGATION_TOKEN_EXPIRED(66, STOP, NO_EFFECT, "the delegation token has expired"),
    INVALID_PRINCIPAL_TYPE(67, STOP, NO_EFFECT, "the principal is of a type that is not supported"),
    NON_EMPTY_GROUP(68, STOP, NO_EFFECT, "the group has members"),
    GROUP_ID_NOT_FOUND(69, STOP, NO_EFFECT, "no such group"),
    FETCH_SESSION_ID_NOT_FOUND(70, RETRY, NO_EFFECT, "no such fetch session"),
    INVALID_FETCH_SESSION_EPOCH(71, RETRY, NO_EFFECT, "not the fetch session's next epoch"),
    LISTENER_NOT_FOUND(
            72, RETRY, NO_EFFECT, "the leader has no listener of this connection's name"),
    TOPIC_DELETION_DISABLED(73, STOP, NO_EFFECT, "deleting topics is switched off"),
    FENCED_LEADER_EPOCH(
            74, RETRY, NO_EFFECT, "the caller knows an older leader epoch than the broker"),
    UNKNOWN_LEADER_EPOCH(
            75, RETRY, NO_EFFECT, "the caller knows a newer leader epoch than the broker"),
    UNSUPPORTED_COMPRESSION_TYPE(
            76, STOP, NO_EFFECT, "this version of the API cannot carry this compression"),
    STALE_BROKER_EPOCH(77, STOP, NO_EFFECT, "the broker has registered again since"),
    OFFSET_NOT_AVAILABLE(78, RETRY, NO_EFFECT, "the new leader's high watermark has not caught up"),
    MEMBER_ID_REQUIRED(79, STOP, NO_EFFECT, "join again with the member id of this answer"),
    PREFERRED_LEADER_NOT_AVAILABLE(80, RETRY, NO_EFFECT, "the preferred leader is not available"),
    GROUP_MAX_SIZE_REACHED(81, STOP, NO_EFFECT, "the group is full"),
    FENCED_INSTANCE_ID(82, FATAL, NO_EFFECT, "another member has taken this group instance id"),
    ELIGIBLE_LEADERS_NOT_AVAILABLE(83, RETRY, NO_EFFECT, "no replica that may lead is available"),
    ELECTION_NOT_NEEDED(
            84, RETRY, NO_EFFECT, "the leader is already the one that an election would pick"),
    NO_REASSIGNMENT_IN_PROGRESS(85, STOP, NO_EFFECT, "the partition is not being reassigned"),
    GROUP_SUBSCRIBED_TO_TOPIC(86, STOP, NO_EFFECT, "the group still uses the topic"),
    INVALID_RECORD(87, STOP, NO_EFFECT, "the broker's validation refused a record"),
    UNSTABLE_OFFSET_COMMIT(
            88, RETRY, NO_EFFECT, "a transaction that may change these offsets is still open"),
    THROTTLING_QUOTA_EXCEEDED(
            89, RETRY, NO_EFFECT, "the quota for changes is used up; try again later"),
    PRODUCER_FENCED(90, FATAL, NO_EFFECT, "a newer producer has taken this transactional id"),
    RESOURCE_NOT_FOUND(91, STOP, NO_EFFECT, "what the request names does not exist"),
    DUPLICATE_RESOURCE(92, STOP, NO_EFFECT, "the request names something twice"),
    UNACCEPTABLE_CREDENTIAL(93, STOP, NO_EFFECT, "the credential does not meet the broker's rules"),
    INCONSISTENT_VOTER_SET(94, STOP, NO_EFFECT, "the sets of voters differ"),
    INVALID_UPDATE_VERSION(95, STOP, NO_EFFECT, "the update's version is not the next one"),
    FEATURE_UPDATE_FAILED(96, STOP, MAYBE, "the features were not updated as asked"),
    PRINCIPAL_DESERIALIZATION_FAILURE(
            97, STOP, NO_EFFECT, "the forwarded principal could not be read"),
    SNAPSHOT_NOT_FOUND(98, STOP, NO_EFFECT, "no such snapshot"),
    POSITION_OUT_OF_RANGE(99, STOP, NO_EFFECT, "the position lies outside the snapshot"),
    UNKNOWN_TOPIC_ID(100, RETRY, NO_EFFECT, "the broker does not have a topic with this id"),
    DUPLICATE_BROKER_REGISTRATION(101, STOP, NO_EFFECT, "the broker id is in use"),
    BROKER_ID_NOT_REGISTERED(102, STOP, NO_EFFECT, "no broker has this id"),
    INCONSISTENT_TOPIC_ID(103, RETRY, NO_EFFECT, "the partition's topic id is another one"),
    INCONSISTENT_CLUSTER_ID(104, STOP, NO_EFFECT, "the cluster's id is another one"),
    TRANSACTIONAL_ID_NOT_FOUND(105, STOP, NO_EFFECT, "no such transactional id"),
    FETCH_SESSION_TOPIC_ID_ERROR(
            106, RETRY, NO_EFFECT, "the fetch session mixes topic ids with names"),
    INELIGIBLE_REPLICA(107, STOP, NO_EFFECT, "the replica may not join the in-sync set"),
    // Between brokers; the request was carried out.
    NEW_LEADER_ELECTED(108, STOP, MAYBE, "the request made another replica the leader"),
    OFFSET_MOVED_TO_TIERED_STORAGE(
            109, STOP, NO_EFFECT, "the offset is no longer on the broker's own disk"),
    FENCED_MEMBER_EPOCH(
            110, STOP, NO_EFFECT, "the member's epoch is not the coordinator's; join again"),
    UNRELEASED_INSTANCE_ID(
            111, STOP, NO_EFFECT, "the group instance id is still held by another member"),
    UNSUPPORTED_ASSIGNOR(112, STOP, NO_EFFECT, "the group's assignor is not supported"),
    STALE_MEMBER_EPOCH(113, STOP, NO_EFFECT, "the member's epoch is old; repeat with the new one"),
    MISMATCHED_ENDPOINT_TYPE(
            114, STOP, NO_EFFECT, "meant for a controller and sent to a broker, or the reverse"),
    UNSUPPORTED_ENDPOINT_TYPE(115, STOP, NO_EFFECT, "this kind of endpoint is not supported"),
    UNKNOWN_CONTROLLER_ID(116, STOP, NO_EFFECT, "no controller has this id"),
    UNKNOWN_SUBSCRIPTION_ID(
            117, STOP, NO_EFFECT, "the telemetry subscription is not the current one"),
    TELEMETRY_TOO_LARGE(118, STOP, NO_EFFECT, "the pushed telemetry is too large"),
    INVALID_REGISTRATION(119, STOP, NO_EFFECT, "the broker's registration is not valid"),
    TRANSACTION_ABORTABLE(
            120, STOP, NO_EFFECT, "the transaction can only be aborted; the producer goes on"),
    INVALID_RECORD_STATE(
            121, STOP, NO_EFFECT, "the record is not in a state that can be acknowledged so"),
    SHARE_SESSION_NOT_FOUND(122, RETRY, NO_EFFECT, "no such share session"),
    INVALID_SHARE_SESSION_EPOCH(123, RETRY, NO_EFFECT, "not the share session's next epoch"),
    FENCED_STATE_EPOCH(124, STOP, NO_EFFECT, "the share partition's state epoch is old"),
    INVALID_VOTER_KEY(125, STOP, NO_EFFECT, "the voter's key is not valid"),
    DUPLICATE_VOTER(126, STOP, NO_EFFECT, "the voter is already in the set"),
    VOTER_NOT_FOUND(127, STOP, NO_EFFECT, "the voter is not in the set"),
    INVALID_REGULAR_EXPRESSION(128, STOP, NO_EFFECT, "the regular expression is not valid"),
    REBOOTSTRAP_REQUIRED(129, STOP, NO_EFFECT, "start over from the bootstrap addresses"),
    STREAMS_INVALID_TOPOLOGY(130, STOP, NO_EFFECT, "the streams topology is not valid"),
    STREAMS_INVALID_TOPOLOGY_EPOCH(
            131, STOP, NO_EFFECT, "the streams topology's epoch is not valid"),
    STREAMS_TOPOLOGY_FENCED(132, STOP, NO_EFFECT, "the streams topology's epoch is old"),
    SHARE_SESSION_LIMIT_REACHED(
            133, RETRY, NO_EFFECT, "the broker has no room for another share session"),
    GROUP_DELETION_FAILED(134, STOP, MAYBE, "the group was not deleted as asked"),
    STREAMS_TOPOLOGY_DESCRIPTION_UPDATE_FAILED(
            135, STOP, MAYBE, "the description of the streams topology was not stored as asked"),
    CONTROLLER_ID_NOT_REGISTERED(136, STOP, NO_EFFECT, "no controller has this id");

    /// What to do about an error.
    enum Advice {
        RETRY,
        STOP,
        FATAL
    }

    /// What the failed attempt may have done.
    enum Effect {
        NO_EFFECT,
        MAYBE
    }

    private static final ErrorCode[] BY_CODE = byCode();

    private final short code;
    private final Advice advice;
    private final Effect effect;
    private final String meaning;

    ErrorCode(int code, Advice advice, Effect effect, String meaning) {
        this.code = (short) code;
        this.advice = advice;
        this.effect = effect;
        this.meaning = meaning;
    }

    /// The error with this number; [#UNKNOWN_SERVER_ERROR] for numbers not known here.
    public static ErrorCode of(int code) {
        return code < 0 || code >= BY_CODE.length ? UNKNOWN_SERVER_ERROR : BY_CODE[code];
    }

    /// The number on the wire.
    public short code() {
        return code;
    }

    /// Whether the same request may succeed later.
    public boolean retriable() {
        return advice == Advice.RETRY;
    }

    /// Whether this attempt certainly had no effect.
    public boolean definite() {
        return effect == Effect.NO_EFFECT;
    }

    /// Whether only a new client can go on.
    public boolean fatal() {
        return advice == Advice.FATAL;
    }

    /// What happened, as half a sentence for messages.
    public String meaning() {
        return meaning;
    }

    private static ErrorCode[] byCode() {
        ErrorCode[] errors = new ErrorCode[CONTROLLER_ID_NOT_REGISTERED.code + 1];
        Arrays.fill(errors, UNKNOWN_SERVER_ERROR);
        for (ErrorCode error : values()) {
            if (error.code >= 0) {
                errors[error.code] = error;
            }
        }
        return errors;
    }
}
