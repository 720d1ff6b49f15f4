package io.qanat.record;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/// Measures the module by itself; run it with `java -cp <test class path>`. Prints the thread's CPU
/// time in the best of several rounds, as other load on the machine only ever adds.
final class RecordSpeed {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 5;
    private static final long ROUND_NANOS = 200_000_000;
    private static final int BATCH_BYTES = 64 << 10;
    private static final ChunkPool POOL = ChunkPool.of(16 << 10, 64);

    // What is computed ends here, so that no computation can be left out.
    private static long sink;

    private RecordSpeed() {}

    public static void main(String[] arguments) {
        for (int valueBytes : new int[] {100, 1024}) {
            byte[] value = text(valueBytes);
            int records = BATCH_BYTES / valueBytes;
            print("append of %d bytes", valueBytes, records, () -> append(value, records));
            ByteBuffer wrapped = ByteBuffer.wrap(value);
            print(
                    "append of %d bytes, buffer",
                    valueBytes, records, () -> append(wrapped, records));
            ByteBuffer heap = batch(value, records, Compression.NONE);
            print("read of %d bytes, heap", valueBytes, records, () -> read(heap));
            ByteBuffer direct = ByteBuffer.allocateDirect(heap.remaining());
            direct.put(heap.duplicate()).flip();
            print("read of %d bytes, direct", valueBytes, records, () -> read(direct));
            print("views of %d bytes, direct", valueBytes, records, () -> view(direct));
        }
        byte[] named = text(100);
        List<RecordHeader> headers =
                List.of(new RecordHeader("trace-id", ByteBuffer.wrap(text(16))));
        print("append of %d bytes, a header", 100, 600, () -> append(named, headers, 600));
        for (int batchBytes : new int[] {16 << 10, BATCH_BYTES}) {
            compress(batchBytes);
        }
        System.out.println("checksum " + sink);
    }

    private static void compress(int batchBytes) {
        byte[] text = text(batchBytes);
        Workbench bench = Workbench.take();
        for (Compression compression : Compression.values()) {
            if (compression == Compression.NONE) {
                continue;
            }
            String name = compression.configName() + " of %d KiB, ";
            int kib = batchBytes >> 10;
            Codec codec = Codecs.of(compression);
            int level = compression.levelDefault();
            ByteBuffer folded = codec.compress(text, text.length, level, Workbench.take());
            print(
                    name + "codec",
                    kib,
                    kib,
                    () -> codec.compress(text, text.length, level, bench).remaining());
            print(name + "build", kib, kib, () -> build(text, compression));
            print(
                    name + "unfold",
                    kib,
                    kib,
                    () -> codec.decompress(folded, DecompressionLimits.DEFAULT).remaining());
        }
    }

    private static long append(byte[] value, int records) {
        return append(value, List.of(), records);
    }

    private static long append(byte[] value, List<RecordHeader> headers, int records) {
        BatchBuilder builder = new BatchBuilder(POOL);
        for (int i = 0; i < records; i++) {
            builder.append(1_700_000_000_000L + i, null, value, headers);
        }
        return built(builder);
    }

    private static long append(ByteBuffer value, int records) {
        BatchBuilder builder = new BatchBuilder(POOL);
        for (int i = 0; i < records; i++) {
            builder.append(1_700_000_000_000L + i, null, value, List.of());
        }
        return built(builder);
    }

    private static long build(byte[] value, Compression compression) {
        BatchBuilder builder = new BatchBuilder(POOL, compression, compression.levelDefault());
        builder.append(0, null, value, List.of());
        return built(builder);
    }

    private static long built(BatchBuilder builder) {
        BuiltBatch built = builder.build(BatchIdentity.NONE);
        built.release();
        return built.sizeInBytes();
    }

    private static ByteBuffer batch(byte[] value, int records, Compression compression) {
        BatchBuilder builder = new BatchBuilder(POOL, compression, compression.levelDefault());
        for (int i = 0; i < records; i++) {
            builder.append(i, null, value, List.of());
        }
        return builder.build(BatchIdentity.NONE).joined();
    }

    private static long read(ByteBuffer bytes) {
        RecordCursor records = RecordBatch.of(bytes).records(DecompressionLimits.DEFAULT);
        long sum = 0;
        while (records.advance()) {
            sum += records.offset() + records.timestamp() + records.valueSize();
        }
        return sum;
    }

    private static long view(ByteBuffer bytes) {
        RecordCursor records = RecordBatch.of(bytes).records(DecompressionLimits.DEFAULT);
        long sum = 0;
        while (records.advance()) {
            ByteBuffer value = records.value();
            sum += value == null ? 0 : value.get(0);
        }
        return sum;
    }

    /// JSON lines of numbers, which compress as such data does.
    private static byte[] text(int size) {
        SplittableRandom random = new SplittableRandom(size);
        ByteBuffer text = ByteBuffer.allocate(size + 200);
        while (text.position() < size) {
            String line =
                    "{\"order\":%d,\"customer\":\"c%05d\",\"amount\":%d.%02d,\"currency\":\"EUR\"}%n"
                            .formatted(
                                    random.nextInt(1_000_000),
                                    random.nextInt(20_000),
                                    random.nextInt(500),
                                    random.nextInt(100));
            text.put(Sample.bytes(line));
        }
        byte[] bytes = new byte[size];
        text.flip().get(bytes);
        return bytes;
    }

    private static void print(String what, int argument, int units, LongSupplier work) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.min(best, nanosPerRun(work));
        }
        System.out.printf("%-36s %9.1f ns%n", what.formatted(argument), (double) best / units);
    }

    private static long nanosPerRun(LongSupplier work) {
        long start = THREADS.getCurrentThreadCpuTime();
        long runs = 0;
        long elapsed;
        do {
            for (int i = 0; i < 20; i++) {
                sink += work.getAsLong();
            }
            runs += 20;
            elapsed = THREADS.getCurrentThreadCpuTime() - start;
        } while (elapsed < ROUND_NANOS);
        return elapsed / runs;
    }
}
