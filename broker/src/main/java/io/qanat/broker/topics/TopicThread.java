package io.qanat.broker.topics;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The thread of the topic writer with the commands that wait for it. Thread-safe.
final class TopicThread implements TopicOrders {
    // A client's thread waits here, so this many clients change topics at once.
    private static final int COMMANDS_MAX = 1000;

    private final BlockingQueue<TopicCommand> commands = new LinkedBlockingQueue<>(COMMANDS_MAX);
    private final TopicWriter writer;
    private final Thread thread =
            Thread.ofVirtual().name("qanat-topic-writer").unstarted(this::run);

    private TopicThread(TopicWriter writer) {
        this.writer = writer;
    }

    static TopicThread started(TopicWriter writer) {
        var started = new TopicThread(writer);
        started.thread.start();
        return started;
    }

    @Override
    public void give(TopicCommand command) throws InterruptedException {
        commands.put(command);
        if (!thread.isAlive()) {
            failWaiting();
        }
    }

    @Override
    public void stop() throws InterruptedException {
        commands.put(new TopicCommand.Stop());
        thread.join();
    }

    private void run() {
        @Nullable TopicCommand command = null;
        try {
            for (command = commands.take();
                    !(command instanceof TopicCommand.Stop);
                    command = commands.take()) {
                writer.run(command);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            if (command != null) {
                command.fail(ended());
            }
            failWaiting();
        }
    }

    // After its end nobody serves commands any more: whoever waits for one must not wait for ever.
    private void failWaiting() {
        for (TopicCommand command = commands.poll(); command != null; command = commands.poll()) {
            command.fail(ended());
        }
    }

    private static IllegalStateException ended() {
        return new IllegalStateException("the topic writer has ended");
    }
}
