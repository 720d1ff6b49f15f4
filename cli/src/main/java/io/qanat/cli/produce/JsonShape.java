package io.qanat.cli.produce;

import io.qanat.cli.text.Json;
import io.qanat.cli.text.JsonBytes;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A line that is a JSON object, as `consume -o json` and `--dead-letter` write them: `key`,
/// `payload` and `headers` count, where it was before does not. Immutable.
public final class JsonShape implements Shape {
    @Override
    public Parts parts(ByteBuffer line) {
        if (!(Json.parse(text(line)) instanceof Json.Members(var members))) {
            throw new IllegalArgumentException("no JSON object");
        }
        var payload = members.get("payload");
        if (payload == null) {
            throw new IllegalArgumentException(missing(members));
        }
        return new Parts(
                JsonBytes.read(members.getOrDefault("key", Json.NULL)),
                JsonBytes.read(payload),
                headers(members.getOrDefault("headers", new Json.Items(List.of()))));
    }

    /// A dead letter may hold a line that was no record in the first place.
    private static String missing(Map<String, Json> members) {
        return members.get("reason") instanceof Json.Text(String reason)
                ? "it was no record before: " + reason
                : "payload is missing";
    }

    private static List<RecordHeader> headers(Json value) {
        if (!(value instanceof Json.Items(var items)) || items.size() % 2 != 0) {
            throw new IllegalArgumentException("headers that are no list of names and values");
        }
        var headers = new ArrayList<RecordHeader>();
        for (int i = 0; i < items.size(); i += 2) {
            if (!(items.get(i) instanceof Json.Text(String name))) {
                throw new IllegalArgumentException("a header without a name");
            }
            headers.add(new RecordHeader(name, JsonBytes.read(items.get(i + 1))));
        }
        return headers;
    }

    private static String text(ByteBuffer line) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(line.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("no UTF-8", e);
        }
    }
}
