package io.qanat.codegen;

/// Turns Kafka's message schemas into Java sources.
public final class Main {
    private Main() {}

    /// Writes the generated sources below the folder `args[0]`.
    public static void main(String[] args) {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: Main OUTPUT_FOLDER");
        }
    }
}
