package io.qanat.log.folder;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/// Kafka's text form of a 128-bit id: 22 characters of URL-safe base64 without padding.
public final class KafkaId {
    private static final int TEXT_CHARS = 22;
    private static final int ID_BYTES = 16;
    private static final UUID ZERO = new UUID(0, 0);
    private static final UUID METADATA_TOPIC = new UUID(0, 1);

    private KafkaId() {}

    /// A new random id, none of Kafka's reserved ones, and without a leading dash, which tools
    /// would take for an option.
    public static UUID random() {
        while (true) {
            UUID id = UUID.randomUUID();
            if (!id.equals(ZERO) && !id.equals(METADATA_TOPIC) && !text(id).startsWith("-")) {
                return id;
            }
        }
    }

    /// The id's text.
    public static String text(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(ID_BYTES);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// Reads the text form.
    ///
    /// @throws IllegalArgumentException when the text is not an id
    public static UUID parse(String text) {
        if (text.length() != TEXT_CHARS) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an id of " + TEXT_CHARS + " characters");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
