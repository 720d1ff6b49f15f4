package io.qanat.cli.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Bytes as a JSON value: text where they are UTF-8, else `{"base64":"…"}`, and null. Stateless.
public final class JsonBytes {
    private static final String BASE64 = "base64";

    private JsonBytes() {}

    /// The value for these bytes.
    public static String written(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return "null";
        }
        try {
            return JsonText.quoted(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString());
        } catch (CharacterCodingException e) {
            var copy = new byte[bytes.remaining()];
            bytes.get(bytes.position(), copy);
            return "{\"" + BASE64 + "\":\"" + Base64.getEncoder().encodeToString(copy) + "\"}";
        }
    }

    /// The bytes of a value.
    ///
    /// @throws IllegalArgumentException when the value is neither text, nor base64, nor null
    public static @Nullable ByteBuffer read(Json value) {
        return switch (value) {
            case Json.Text(String text) -> encoded(text);
            case Json.Members(var members)
                    when members.size() == 1
                            && members.get(BASE64) instanceof Json.Text(String text) ->
                    ByteBuffer.wrap(Base64.getDecoder().decode(text));
            case Json other when other.equals(Json.NULL) -> null;
            default ->
                    throw new IllegalArgumentException(
                            "a value that is neither text, nor {\"base64\":\"…\"}, nor null");
        };
    }

    private static ByteBuffer encoded(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text with half a character", e);
        }
    }
}
