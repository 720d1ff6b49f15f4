package io.qanat.broker.topics;

/// The way of commands to the topic writer.
interface TopicOrders {
    /// Has a command carried out after those before it; it is completed in any case.
    void give(TopicCommand command) throws InterruptedException;

    /// Carries out what was asked for and stops.
    void stop() throws InterruptedException;

    /// Orders that are carried out by whoever gives them. Confined to one thread.
    ///
    /// @param writer one whose log completes what it is asked for before it returns
    static TopicOrders carriedOutHere(TopicWriter writer) {
        return new TopicOrders() {
            @Override
            public void give(TopicCommand command) throws InterruptedException {
                writer.run(command);
            }

            @Override
            public void stop() {
                // Nothing waits.
            }
        };
    }
}
