/*
 * One run of librdkafka's producer: the same arguments and the same JSON line as ProducerBench.
 *
 * Arguments (key=value): mode throughput, forget or sync; bootstrap; topic; size; acks; compression; linger ms; batch and buffer bytes; idempotence;
 * warm and seconds; watch (the broker's process id); payloads (a file of values, each of exactly `size` bytes); others are only printed.
 *
 * The main thread produces, another one polls for delivery reports. Values are copied by librdkafka, as the Java clients copy theirs. A full queue is
 * waited for. In mode forget nobody asks for reports, but for those of errors.
 */
#define _GNU_SOURCE
#include <librdkafka/rdkafka.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* Latencies in buckets a sixty-fourth of their power of two wide: below 2 % off. */
#define STEPS 64
#define BUCKETS (64 * STEPS)

static char **settings;
static int settings_count;
static atomic_long latencies[BUCKETS];
static atomic_long failed, acknowledged;
static atomic_int ended;
static sem_t answered;
static int one_at_a_time;

static const char *text(const char *key, const char *otherwise) {
    size_t length = strlen(key);
    for (int i = 0; i < settings_count; i++)
        if (!strncmp(settings[i], key, length) && settings[i][length] == '=')
            return settings[i] + length + 1;
    return otherwise;
}

static long number(const char *key, long otherwise) {
    const char *value = text(key, NULL);
    return value ? atol(value) : otherwise;
}

static void check(int ok, const char *what) {
    if (!ok) {
        fprintf(stderr, "librdkafka_bench: %s\n", what);
        exit(1);
    }
}

static int64_t nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static int bucket(int64_t micros) {
    if (micros < STEPS)
        return micros < 0 ? 0 : (int) micros;
    int power = 63 - __builtin_clzll(micros);
    return (power - 5) * STEPS + (int) (micros >> (power - 6)) - STEPS;
}

static int64_t micros_of(int index) {
    if (index < STEPS)
        return index;
    int power = index / STEPS + 5;
    return (int64_t) (index % STEPS + STEPS) << (power - 6);
}

static int64_t percentile(double percent) {
    long all = 0, seen = 0;
    for (int i = 0; i < BUCKETS; i++)
        all += latencies[i];
    for (int i = 0; i < BUCKETS; i++) {
        seen += latencies[i];
        if (seen > 0 && seen >= all * percent / 100)
            return micros_of(i);
    }
    return 0;
}

static void reported(rd_kafka_t *client, const rd_kafka_message_t *message, void *opaque) {
    (void) client, (void) opaque;
    if (message->err)
        failed++;
    acknowledged++;
    if (message->_private)
        latencies[bucket((nanos() - (int64_t) (intptr_t) message->_private) / 1000)]++;
    if (one_at_a_time)
        sem_post(&answered);
}

static void *poll_reports(void *client) {
    while (!ended)
        rd_kafka_poll(client, 100);
    return NULL;
}

/* ---- counters ---- */

struct meter {
    int64_t at;
    double cpu, broker, machine;
};

static double ticks(const char *path, const char *skip_to, int first, int count, int hole) {
    char line[1024];
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    size_t length = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[length] = 0;
    char *field = strstr(line, skip_to);
    double sum = 0;
    char *rest = NULL;
    field = strtok_r(field ? field + strlen(skip_to) : line, " \n", &rest);
    for (int i = 0; field && i < first + count; i++, field = strtok_r(NULL, " \n", &rest))
        if (i >= first && (hole < 0 || i < hole || i > hole + 1))
            sum += atof(field);
    return sum / 100;
}

static struct meter read_meter(void) {
    struct rusage usage;
    struct meter now = {.at = nanos()};
    char path[64];
    getrusage(RUSAGE_SELF, &usage);
    now.cpu = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    snprintf(path, sizeof path, "/proc/%s/stat", text("watch", "none"));
    now.broker = ticks(path, ") ", 11, 2, -1);
    now.machine = ticks("/proc/stat", "cpu ", 0, 7, 3);
    return now;
}

static long peak_rss_mb(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

/* ---- the run ---- */

static void set(rd_kafka_conf_t *config, const char *key, const char *value) {
    char why[256];
    check(rd_kafka_conf_set(config, key, value, why, sizeof why) == RD_KAFKA_CONF_OK, why);
}

static rd_kafka_t *client_of(const char *mode) {
    char why[256], kilobytes[32];
    rd_kafka_conf_t *config = rd_kafka_conf_new();
    snprintf(kilobytes, sizeof kilobytes, "%ld", number("buffer", 67108864) / 1024);
    set(config, "bootstrap.servers", text("bootstrap", "127.0.0.1:9092"));
    set(config, "acks", text("acks", "1"));
    set(config, "linger.ms", text("linger", "5"));
    set(config, "batch.size", text("batch", "65536"));
    set(config, "queue.buffering.max.kbytes", kilobytes);
    set(config, "queue.buffering.max.messages", "10000000");
    set(config, "batch.num.messages", "1000000");
    set(config, "compression.codec", text("compression", "none"));
    set(config, "enable.idempotence", text("idempotence", "false"));
    set(config, "max.in.flight.requests.per.connection", "5");
    if (!strcmp(mode, "forget"))
        set(config, "delivery.report.only.error", "true");
    rd_kafka_conf_set_dr_msg_cb(config, reported);
    rd_kafka_t *client = rd_kafka_new(RD_KAFKA_PRODUCER, config, why, sizeof why);
    check(client != NULL, why);
    return client;
}

static char **values_of(const char *path, long size, long *count) {
    FILE *file = fopen(path, "r");
    check(file != NULL, "cannot read payloads=");
    char **values = malloc(sizeof *values * 65536);
    for (*count = 0; *count < 65536; (*count)++) {
        values[*count] = malloc(size);
        if (fread(values[*count], 1, size, file) < (size_t) size)
            break;
    }
    fclose(file);
    check(*count > 0, "payloads= holds no value");
    return values;
}

static void flush(rd_kafka_t *client) {
    check(!rd_kafka_flush(client, 60000), "records left after a minute");
}

static long send_for(rd_kafka_topic_t *topic, char **values, long count, long size, long seconds, int timed) {
    int64_t now = nanos(), end = now + seconds * 1000000000LL;
    long records = 0, next = 0;
    while (now < end) {
        void *sent = timed ? (void *) (intptr_t) now : NULL;
        while (rd_kafka_produce(topic, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, values[next], size, NULL, 0, sent)) {
            check(rd_kafka_last_error() == RD_KAFKA_RESP_ERR__QUEUE_FULL, rd_kafka_err2str(rd_kafka_last_error()));
            struct timespec pause = {.tv_nsec = 200000};
            nanosleep(&pause, NULL);
        }
        if (one_at_a_time)
            sem_wait(&answered);
        next = (next + 1) % count;
        records++;
        now = nanos();
    }
    return records;
}

int main(int argc, char **argv) {
    settings = argv + 1;
    settings_count = argc - 1;
    const char *mode = text("mode", "throughput");
    one_at_a_time = !strcmp(mode, "sync");
    int timed = strcmp(mode, "forget") != 0;
    long size = number("size", 100), count;
    char **values = values_of(text("payloads", ""), size, &count);
    sem_init(&answered, 0, 0);
    rd_kafka_t *client = client_of(mode);
    rd_kafka_topic_t *topic = rd_kafka_topic_new(client, text("topic", "bench"), NULL);
    pthread_t poller;
    pthread_create(&poller, NULL, poll_reports, client);

    send_for(topic, values, count, size, number("warm", 4), timed);
    flush(client);
    memset(latencies, 0, sizeof latencies);
    struct meter before = read_meter();
    long records = send_for(topic, values, count, size, number("seconds", 10), timed);
    flush(client);
    struct meter after = read_meter();

    double seconds = (after.at - before.at) / 1e9, cpu = after.cpu - before.cpu, broker = after.broker - before.broker;
    printf("{");
    for (int i = 0; i < settings_count; i++)
        if (strncmp(settings[i], "payloads=", 9))
            printf("\"%.*s\":\"%s\",", (int) strcspn(settings[i], "="), settings[i], strchr(settings[i], '=') + 1);
    printf("\"seconds\":%.2f,\"records\":%ld,\"rec_s\":%.0f,\"mb_s\":%.1f,\"cpu_s_per_m\":%.3f,\"broker_cpu_s_per_m\":%.3f,\"own_cores\":%.2f,"
           "\"other_cores\":%.2f,\"peak_rss_mb\":%ld,\"failed\":%ld,\"p50_us\":%ld,\"p99_us\":%ld,\"p999_us\":%ld}\n",
           seconds, records, records / seconds, records * size / seconds / 1e6, cpu / records * 1e6, broker / records * 1e6, cpu / seconds,
           (after.machine - before.machine - cpu - broker) / seconds, peak_rss_mb(), (long) failed, (long) percentile(50), (long) percentile(99),
           (long) percentile(99.9));
    ended = 1;
    pthread_join(poller, NULL);
    rd_kafka_topic_destroy(topic);
    rd_kafka_destroy(client);
    return 0;
}
