package io.qanat.it.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Answers in a file: a line with the question, an indented line with the answer; `#` begins a
/// remark.
final class GoldenAnswers {
    private static final Path FOLDER =
            Path.of(System.getProperty("it.folder", ""), "src/test/resources/answers");

    private GoldenAnswers() {}

    /// What Apache Kafka 4.3.1 answers.
    static Map<String, String> ofApacheKafka() throws IOException {
        return read("apache-kafka.txt");
    }

    /// Where our broker means to answer otherwise; the file says why.
    static Map<String, String> deviations() throws IOException {
        return read("deviations.txt");
    }

    /// With `-Dit.answers=record` the file is written anew.
    static void recordIfAsked(Map<String, String> answers) throws IOException {
        if ("record".equals(System.getProperty("it.answers"))) {
            List<String> lines =
                    answers.entrySet().stream()
                            .flatMap(entry -> Stream.of(entry.getKey(), "    " + entry.getValue()))
                            .toList();
            Files.write(FOLDER.resolve("apache-kafka.txt"), lines);
        }
    }

    private static Map<String, String> read(String file) throws IOException {
        var answers = new LinkedHashMap<String, String>();
        String question = "";
        for (String line : Files.readAllLines(FOLDER.resolve(file))) {
            if (line.startsWith("    ")) {
                answers.put(question, line.strip());
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                question = line;
            }
        }
        return answers;
    }
}
